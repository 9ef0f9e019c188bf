package dev.pinwheel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are whole or absent, whatever happens, and there for good once written. */
public final class DurableFiles {

    public static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    public static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private DurableFiles() {}

    /** Writes a file; its directory must still be {@linkplain #sync synced}. */
    public static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(SECRET));
        Files.setPosixFilePermissions(draft, permissions);
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names of a directory's files durable. */
    public static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a directory and those above it, durably. */
    public static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            var parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                makeDirectory(parent);
            }
            Files.createDirectory(directory);
            if (parent != null) {
                sync(parent);
            }
        }
    }
}
