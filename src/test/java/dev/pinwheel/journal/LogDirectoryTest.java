package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {

    @TempDir
    private Path data;

    private final SigningKey key = Journals.newKey();

    @SuppressWarnings("NullAway.Init")
    private Entries entries;

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 700);
        }
        entries = SqliteStore.read(data);
    }

    @AfterEach
    void close() {
        entries.close();
    }

    private Path published() {
        return data.resolve("published");
    }

    private LogDirectory log() {
        return new LogDirectory(published());
    }

    private SignedCheckpoint signed(long size) {
        return SignedCheckpoint.sign(new Checkpoint(key.verifier().name(), size, entries.root(0, size)), key);
    }

    private boolean isThere(String path) {
        return Files.exists(published().resolve(path));
    }

    @Test
    void aSmallerCheckpointIsNotPublishedOverALargerOne() throws IOException {
        log().publish(signed(300), entries);

        var refusal = assertThrows(UnfitException.class, () -> log().publish(signed(299), entries));

        assertTrue(String.valueOf(refusal.getMessage()).contains("rollback detected"), refusal.getMessage());
        assertEquals(signed(300), log().checkpoint().orElseThrow());
        assertFalse(isThere("tile/0/001.p/43"));
    }

    @Test
    void anotherTreeOfTheSameSizeIsNotPublished() throws IOException {
        log().publish(signed(300), entries);
        var other = SignedCheckpoint.sign(new Checkpoint(key.verifier().name(), 300, Hash.OF_NOTHING), key);

        assertThrows(UnfitException.class, () -> log().publish(other, entries));
        assertEquals(signed(300), log().checkpoint().orElseThrow());
    }

    @Test
    void partialTilesThatACrashLeftAreDeletedByTheNextStart() throws IOException {
        log().publish(signed(300), entries);
        assertTrue(isThere("tile/0/001.p/44") && isThere("tile/entries/001.p/44"));
        log().publish(signed(600), entries);
        assertFalse(isThere("tile/0/001.p"));
        for (var left : new String[] {"tile/0/001.p", "tile/entries/001.p", "tile/entries/000.p"}) {
            Files.createDirectories(published().resolve(left));
            Files.write(published().resolve(left).resolve("44"), new byte[44]);
            Files.write(published().resolve(left).resolve("45.tmp"), new byte[4]);
        }

        log().publish(signed(600), entries);

        assertFalse(isThere("tile/0/001.p") || isThere("tile/entries/001.p") || isThere("tile/entries/000.p"));
        assertTrue(isThere("tile/0/002.p/88") && isThere("tile/entries/002.p/88") && isThere("tile/0/001"));
        assertEquals(signed(600), log().checkpoint().orElseThrow());
    }
}
