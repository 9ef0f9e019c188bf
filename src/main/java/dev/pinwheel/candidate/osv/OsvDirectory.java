package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A directory of OSV records, one a {@code .json} file, in it or below it. */
final class OsvDirectory {

    private static final long LARGEST_RECORD = 16 << 20;

    private final Path directory;

    OsvDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads every record, each once, and keeps what is about these releases of Debian. The snapshot's
     * digest is the SHA-256 of what {@code sha256sum} prints for the files' paths in the directory, in
     * their order.
     */
    OsvDatabase load(Set<String> releases) throws IOException {
        var root = root();
        var draft = new OsvDatabase.Draft();
        var parser = new OsvParser(releases);
        var listing = Digest.hasher("sha256");
        for (var file : files(root)) {
            var name = root.relativize(file).toString();
            try {
                var content = content(file);
                var line = Digest.of(content).hex() + "  " + name + "\n";
                listing.update(line.getBytes(StandardCharsets.UTF_8));
                draft.add(parser.parse(content));
            } catch (Unreadable e) {
                throw new Unreadable("the OSV record " + file + " cannot be used: " + e.getMessage(), e);
            }
        }
        return draft.finish(new Digest("sha256", HexFormat.of().formatHex(listing.digest())));
    }

    /** The directory's real path, so that a link that is moved to newer records meanwhile changes nothing. */
    Path root() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new Unreadable("there is no directory " + directory + " with OSV records; put Debian's there");
        }
        return directory.toRealPath();
    }

    private List<Path> files(Path root) throws IOException {
        try (var paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            var files = paths.filter(path -> path.toString().endsWith(".json") && Files.isRegularFile(path))
                    .sorted((one, other) -> root.relativize(one)
                            .toString()
                            .compareTo(root.relativize(other).toString()))
                    .toList();
            if (files.isEmpty()) {
                throw new Unreadable("the directory " + directory + " has no OSV records; put Debian's there");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw new Unreadable("the directory " + directory + " cannot be read: " + e.getCause(), e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes((int) LARGEST_RECORD + 1);
            if (content.length > LARGEST_RECORD) {
                throw new Unreadable("it has more than " + LARGEST_RECORD + " bytes");
            }
            return content;
        }
    }
}
