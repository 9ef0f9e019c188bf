package dev.pinwheel.evidence;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Reports, lists and logs in a directory, each in a file named by the SHA-256 of its content. */
public final class Evidence {

    private final Path directory;

    /** Evidence in this directory, which is made if it is not there. */
    public Evidence(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("sha256"));
    }

    /** Stores content durably and says what it is called; storing it again changes nothing. */
    public Descriptor put(String mediaType, byte[] content) throws IOException {
        var descriptor = new Descriptor(mediaType, Digest.of(content), content.length);
        var file = path(descriptor);
        if (!Files.exists(file)) {
            var draft = Files.createTempFile(directory, "put", ".part");
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return descriptor;
    }

    /**
     * The content of this name.
     *
     * @throws IOException if it is not there, or is not what was stored
     */
    public byte[] get(Descriptor descriptor) throws IOException {
        var file = path(descriptor);
        if (!Files.exists(file)) {
            throw new IOException("evidence " + descriptor.digest() + " is not in " + directory);
        }
        var content = Files.readAllBytes(file);
        if (!descriptor.digest().matches(content)) {
            throw new IOException("evidence " + file + " was changed: it hashes to " + Digest.of(content));
        }
        return content;
    }

    /** Where the content of this name is. */
    public Path path(Descriptor descriptor) {
        return directory.resolve("sha256").resolve(descriptor.digest().hex());
    }
}
