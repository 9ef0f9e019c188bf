package dev.pinwheel.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;

/** A file that is made beside its place, and put there when it is whole; it is never put over another one. */
public final class DraftFile implements AutoCloseable {

    private final Path file;
    private final Path parent;
    private final Path folder;

    /** @throws FileAlreadyExistsException if the place is taken */
    public DraftFile(Path place) throws IOException {
        this.file = place.toAbsolutePath();
        if (Files.exists(file)) {
            throw taken(file);
        }
        this.parent = Objects.requireNonNull(file.getParent(), "a file is in a directory");
        DurableFiles.makeDirectory(parent);
        this.folder = Files.createTempDirectory(parent, "." + file.getFileName());
    }

    /** Where it is made. */
    public Path path() {
        return folder.resolve("draft");
    }

    /** A directory for it alone, which is gone when this is closed. */
    public Path folder() {
        return folder;
    }

    /**
     * Makes what was made durable, and puts it in its place.
     *
     * @throws FileAlreadyExistsException if the place was taken meanwhile
     */
    public void keep() throws IOException {
        DurableFiles.sync(path());
        try {
            place();
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        }
        DurableFiles.sync(parent);
    }

    /** A link never overwrites; where the file system has none, a move looks first. */
    private void place() throws IOException {
        try {
            Files.createLink(file, path());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(path(), file);
        }
    }

    private static FileAlreadyExistsException taken(Path file) {
        return new FileAlreadyExistsException(file + " is there already; name a file that is not");
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
