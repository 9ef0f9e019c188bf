package dev.pinwheel.witness;

import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.DurableFiles;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The largest checkpoint that a witness cosigned of each log, one file a log, in a directory that one process has. */
final class Seen implements AutoCloseable {

    private final Path directory;
    private final FileChannel channel;

    private Seen(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the directory, which is made if it is not there. */
    static Seen open(Path directory) throws IOException {
        DurableFiles.makeDirectory(directory);
        var file = directory.resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "another witness uses " + directory + "; stop it, or give this one another directory");
        }
        return new Seen(directory, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The last checkpoint of this log; nothing if it was never cosigned. */
    Optional<SignedCheckpoint> last(String origin) throws IOException {
        var file = file(origin);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > Note.MAX_LENGTH) {
            throw new IOException(file + " is larger than any checkpoint");
        }
        try {
            var signed = SignedCheckpoint.parse(Files.readAllBytes(file));
            if (!signed.checkpoint().origin().equals(origin)) {
                throw new IOException(file + " is not of " + origin);
            }
            return Optional.of(signed);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a checkpoint: " + e.getMessage(), e);
        }
    }

    /** Keeps a checkpoint in the place of the last one; it is on disk when this returns. */
    void keep(SignedCheckpoint signed) throws IOException {
        var file = file(signed.checkpoint().origin());
        DurableFiles.write(file, signed.toString().getBytes(StandardCharsets.UTF_8), DurableFiles.PUBLIC);
        DurableFiles.sync(directory);
    }

    private Path file(String origin) {
        return directory.resolve(
                Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex() + ".checkpoint");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
