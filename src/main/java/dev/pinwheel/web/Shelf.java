package dev.pinwheel.web;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.StoredLog;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.TilePath;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the published log lies: in this node's own directory, or in what is stored, where another node publishes. */
final class Shelf {

    private static final List<String> CHECKPOINTS = List.of("checkpoint", "checkpoint.cosigned");

    private final Path directory;
    private final Supplier<Optional<Entries>> elsewhere;

    /**
     * What lies in this directory, or, where another node publishes, what is stored.
     *
     * @param elsewhere the entries, opened anew each time, while another node publishes them
     */
    Shelf(LogDirectory log, Supplier<Optional<Entries>> elsewhere) {
        this.directory = log.path();
        this.elsewhere = elsewhere;
    }

    /** Looks under a path; it waits for the disk or the database. */
    Published find(String path) {
        try {
            var opened = elsewhere.get();
            return opened.isPresent() ? stored(path, opened.get()) : file(path);
        } catch (IllegalArgumentException | NoSuchFileException e) {
            return new Published.Missing();
        } catch (IOException | JournalException e) {
            return new Published.Unreadable(Reason.of(e));
        }
    }

    private static Published stored(String path, Entries entries) {
        try (entries) {
            var log = new StoredLog(entries);
            var found = path.equals(CHECKPOINTS.getFirst())
                    ? log.checkpoint()
                            .<Published>map(signed -> new Published.Checkpoint(Buffer.buffer(signed.toString())))
                    : log.tile(TilePath.parse(path)).<Published>map(tile -> new Published.Tile(Buffer.buffer(tile)));
            return found.orElseGet(Published.Missing::new);
        }
    }

    private Published file(String path) throws IOException {
        if (CHECKPOINTS.contains(path)) {
            return new Published.Checkpoint(checkpoint(directory.resolve(path)));
        }
        var file = directory.resolve(TilePath.parse(path).toString());
        return Files.isRegularFile(file) ? new Published.TileFile(file) : new Published.Missing();
    }

    private static Buffer checkpoint(Path file) throws IOException {
        if (Files.size(file) > Note.MAX_LENGTH) {
            throw new IOException(file + " is larger than any checkpoint");
        }
        return Buffer.buffer(Files.readAllBytes(file));
    }
}
