package dev.pinwheel.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;

/** A file that is made beside its place, and put there when it is whole; it is never put over another one. */
final class DraftFile implements AutoCloseable {

    private final Path file;
    private final Path parent;
    private final Path folder;

    /** @throws FileAlreadyExistsException if the place is taken */
    DraftFile(Path place) throws IOException {
        this.file = place.toAbsolutePath();
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already; name a file that is not");
        }
        this.parent = Objects.requireNonNull(file.getParent(), "a file is in a directory");
        Files.createDirectories(parent);
        this.folder = Files.createTempDirectory(parent, "." + file.getFileName());
    }

    /** Where it is made. */
    Path path() {
        return folder.resolve("draft");
    }

    /** Makes what was made durable, and puts it in its place. */
    void keep() throws IOException {
        sync(path());
        Files.createLink(file, path());
        sync(parent);
    }

    private static void sync(Path place) throws IOException {
        try (var channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var left : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(left);
            }
        }
    }
}
