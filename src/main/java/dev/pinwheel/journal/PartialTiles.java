package dev.pinwheel.journal;

import dev.pinwheel.ledger.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The published partial tiles, each of which is of no more use once its full tile is there. */
final class PartialTiles {

    private static final String SUFFIX = ".p";

    private final Path directory;

    PartialTiles(Path directory) {
        this.directory = directory;
    }

    /** Deletes those of a full tile, if there are any. */
    void delete(TilePath full) throws IOException {
        delete(directory.resolve(full + SUFFIX));
    }

    /** Deletes those of all full tiles: a crash leaves them between the checkpoint and their deletion. */
    void deleteLeftOver() throws IOException {
        if (Files.isDirectory(directory)) {
            for (var partial : leftOver()) {
                delete(partial);
            }
        }
    }

    private List<Path> leftOver() throws IOException {
        try (var all =
                Files.find(directory, Integer.MAX_VALUE, (path, file) -> file.isDirectory() && isLeftOver(path))) {
            return all.toList();
        }
    }

    private static boolean isLeftOver(Path partial) {
        var name = String.valueOf(partial.getFileName());
        return name.endsWith(SUFFIX)
                && Files.exists(partial.resolveSibling(name.substring(0, name.length() - SUFFIX.length())));
    }

    private static void delete(Path partial) throws IOException {
        if (Files.isDirectory(partial)) {
            for (var file : filesIn(partial)) {
                Files.delete(file);
            }
            Files.delete(partial);
        }
    }

    private static List<Path> filesIn(Path partial) throws IOException {
        try (Stream<Path> files = Files.list(partial)) {
            return files.toList();
        }
    }
}
