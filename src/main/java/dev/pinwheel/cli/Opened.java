package dev.pinwheel.cli;

import dev.pinwheel.event.Source;
import dev.pinwheel.pin.DirectoryTree;
import dev.pinwheel.pin.Problem;
import dev.pinwheel.source.FileTree;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a command is to read: a directory's as they are, or those of a git repository's branch.
 *
 * @param unreadable the parts of a directory that could not be listed
 * @param sources what holds the repository's clone, in a directory that ends with it
 */
record Opened(FileTree files, List<Problem> unreadable, Optional<Clone> sources) implements AutoCloseable {

    /** A clone for the time of a command. */
    record Clone(GitSources sources, Path directory) {}

    /**
     * Opens what a person named.
     *
     * @param where a directory, a bare repository's directory, or a URL
     * @param branch the branch of a repository; absent for the one that its HEAD names
     * @throws IOException if it cannot be read, or is a plain directory and a branch was named
     */
    static Opened of(String where, Optional<String> branch) throws IOException {
        if (where.contains("://") || isBare(Path.of(where))) {
            return repository(where, branch);
        }
        if (branch.isPresent()) {
            throw new IOException("a branch is of a URL or of a bare repository; a directory is read as it is");
        }
        var tree = DirectoryTree.of(Path.of(where));
        return new Opened(tree, tree.unreadable(), Optional.empty());
    }

    private static boolean isBare(Path directory) {
        return Files.isRegularFile(directory.resolve("HEAD"))
                && Files.isDirectory(directory.resolve("objects"))
                && Files.isDirectory(directory.resolve("refs"));
    }

    private static Opened repository(String where, Optional<String> branch) throws IOException {
        var source = new Source(where);
        var origin = origin(where, branch);
        var directory = Files.createTempDirectory("pinwheel-");
        var clone = new Clone(new GitSources(directory, Map.of(source, origin)), directory);
        try {
            return new Opened(clone.sources().snapshot(source).files(), List.of(), Optional.of(clone));
        } catch (IOException | RuntimeException e) {
            close(clone);
            throw e;
        }
    }

    private static Origin origin(String where, Optional<String> branch) throws IOException {
        try {
            return new Origin(where, branch, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (sources.isPresent()) {
            close(sources.get());
        }
    }

    private static void close(Clone clone) throws IOException {
        clone.sources().close();
        try (var paths = Files.walk(clone.directory())) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
