package dev.pinwheel.evidence;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Reports, lists and logs in a directory, each in a file named by the SHA-256 of its content. */
public final class Evidence {

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final Path contents;

    /** What is left of something that was stored. */
    public enum Standing {
        INTACT,
        CHANGED,
        MISSING
    }

    /** Evidence in this directory, which is made with the first that is stored. */
    public Evidence(Path directory) {
        this.directory = directory;
        this.contents = directory.resolve("sha256");
    }

    /** Stores content durably and says what it is called; storing it again changes nothing, but mends what was changed. */
    public synchronized Descriptor put(String mediaType, byte[] content) throws IOException {
        var descriptor = new Descriptor(mediaType, Digest.of(content), content.length);
        Files.createDirectories(contents);
        if (check(descriptor) == Standing.INTACT) {
            Files.setLastModifiedTime(path(descriptor), now());
        } else {
            var draft = Files.createTempFile(directory, "put", ".part");
            try {
                write(draft, content);
                Files.move(draft, path(descriptor), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(contents);
        }
        return descriptor;
    }

    /** The file system's time, as a new file has it. */
    private FileTime now() throws IOException {
        var probe = Files.createTempFile(directory, "now", ".part");
        try {
            return Files.getLastModifiedTime(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
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

    /**
     * The content of this name; nothing if it is not there.
     *
     * @throws IOException if it is not what was stored
     */
    public Optional<byte[]> find(Descriptor descriptor) throws IOException {
        return Files.exists(path(descriptor)) ? Optional.of(get(descriptor)) : Optional.empty();
    }

    /**
     * Deletes content that nobody stored since a time; what is stored meanwhile, or again later, stays.
     *
     * @param before is done first, and if it throws, nothing is deleted
     * @return whether there was something to delete
     */
    public synchronized boolean deleteUnusedSince(Instant time, Descriptor descriptor, Runnable before)
            throws IOException {
        var file = path(descriptor);
        if (!Files.exists(file) || !Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
            return false;
        }
        before.run();
        Files.delete(file);
        sync(contents);
        return true;
    }

    /** Whether the content of this name is there and is what was stored. */
    public Standing check(Descriptor descriptor) throws IOException {
        var file = path(descriptor);
        if (!Files.exists(file)) {
            return Standing.MISSING;
        }
        try (var content = Files.newInputStream(file)) {
            return hash(content, descriptor.digest().algorithm()).equals(descriptor.digest())
                    ? Standing.INTACT
                    : Standing.CHANGED;
        }
    }

    private static Digest hash(InputStream content, String algorithm) throws IOException {
        var hasher = Digest.hasher(algorithm);
        var buffer = new byte[BUFFER];
        for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            hasher.update(buffer, 0, length);
        }
        return new Digest(algorithm, HexFormat.of().formatHex(hasher.digest()));
    }

    /** Where the content of this name is. */
    public Path path(Descriptor descriptor) {
        return contents.resolve(descriptor.digest().hex());
    }
}
