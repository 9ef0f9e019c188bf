package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The files of a plain directory, without {@code .git}; symbolic links are neither followed nor listed. */
public final class DirectoryTree implements FileTree {

    private static final int MAX_FILES = 500_000;

    private final Path root;
    private final List<String> paths;
    private final List<Problem> unreadable;

    private DirectoryTree(Path root, List<String> paths, List<Problem> unreadable) {
        this.root = root;
        this.paths = List.copyOf(paths);
        this.unreadable = List.copyOf(unreadable);
    }

    /**
     * Lists a directory.
     *
     * @throws IOException if it is none, cannot be read, or holds more than half a million files
     */
    public static DirectoryTree of(Path directory) throws IOException {
        var root = directory.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new IOException(directory + " is not a directory");
        }
        var listing = new Listing(root);
        Files.walkFileTree(root, listing);
        return new DirectoryTree(root, listing.paths.stream().sorted().toList(), listing.unreadable);
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    /** The parts of the directory that could not be listed. */
    public List<Problem> unreadable() {
        return unreadable;
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        var file = root.resolve(path);
        if (!file.normalize().startsWith(root)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !file.toRealPath().equals(file.normalize())) {
            throw new IOException("not a regular file of " + root);
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var content = in.readNBytes(limit);
            if (content.length == limit && in.read() >= 0) {
                throw new IOException("larger than " + limit + " bytes");
            }
            return content;
        }
    }

    /** Collects the regular files below a root. */
    private static final class Listing extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<String> paths = new ArrayList<>();
        private final List<Problem> unreadable = new ArrayList<>();

        Listing(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith(".git") && !directory.equals(root)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !file.endsWith(".git")) {
                if (paths.size() == MAX_FILES) {
                    throw new IOException(root + " holds more than " + MAX_FILES + " files");
                }
                paths.add(name(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            unreadable.add(new Problem(name(file), 0, "cannot be read: " + e.getMessage()));
            return FileVisitResult.CONTINUE;
        }

        private String name(Path file) {
            return root.relativize(file).toString();
        }
    }
}
