package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Cosigners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTilesTest {

    private static final int SIZE = 600;

    @TempDir
    private Path data;

    private Path log = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        log = data.resolve("log");
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 1, 520);
            journal.publish();
            Journals.recordCycles(journal, 520, SIZE);
            var signed = journal.publish();
            var line = Cosigners.make("witness.example.org/w1").cosign(signed.checkpoint(), Samples.NOW);
            journal.cosigned(signed.with(List.of(line)), true);
        }
    }

    private Optional<Verification> fault() throws IOException {
        try (var entries = SqliteStore.read(data)) {
            return new PublishedTiles(new LogDirectory(log), entries).fault();
        }
    }

    private List<Path> tiles() throws IOException {
        try (var files = Files.walk(log.resolve("tile"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void whatWasPublishedHasNoFault() throws IOException {
        assertEquals(Optional.empty(), fault());
        assertTrue(tiles().size() > 8, tiles().toString());
    }

    @Test
    void aFlippedByteInAnyTileIsToldWithItsFile() throws IOException {
        for (var file : tiles()) {
            var content = Files.readAllBytes(file);
            var twin = content.clone();
            twin[twin.length / 3] ^= 1;
            Files.write(file, twin);
            assertTampered(log.relativize(file).toString());
            Files.write(file, Arrays.copyOf(content, content.length - 1));
            assertTampered(log.relativize(file).toString());
            Files.write(file, content);
        }
        assertEquals(Optional.empty(), fault());
    }

    private void assertTampered(String name) throws IOException {
        var tampered = assertInstanceOf(Verification.Tampered.class, fault().orElseThrow(), name);
        assertTrue(tampered.what().contains(name), tampered.what());
    }

    @Test
    void aTileThatTheCheckpointNeedsIsMissed() throws IOException {
        for (var name : List.of("entries/001", "entries/002.p/88", "0/000", "1/000.p/2")) {
            var file = log.resolve("tile").resolve(name);
            var content = Files.readAllBytes(file);
            Files.delete(file);
            var incomplete = assertInstanceOf(Verification.Incomplete.class, fault().orElseThrow(), name);
            assertTrue(incomplete.what().contains("tile/" + name), incomplete.what());
            Files.write(file, content);
        }
    }

    @Test
    void aTileOfEntriesThatAreNotThereIsFound() throws IOException {
        for (var name : List.of("entries/002", "0/003.p/1", "0/x999/x999/x999/x999/x999/999", "9/000.p/1")) {
            var file = log.resolve("tile").resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, new byte[32]);
            assertTampered("tile/" + name);
            Files.delete(file);
        }
    }

    @Test
    void whatIsNoTileDoesNotMatter() throws IOException {
        Files.writeString(log.resolve("tile/0/000.gz"), "a copy for the web server");
        Files.writeString(log.resolve("index.html"), "for people");

        assertEquals(Optional.empty(), fault());
    }

    @Test
    void aCosignedCheckpointOfAnotherLedgerIsFound(@TempDir Path other) throws IOException {
        try (var journal = Journals.open(other)) {
            Files.writeString(
                    log.resolve("checkpoint.cosigned"), journal.publish().toString());
        }

        assertTampered("checkpoint.cosigned");
    }

    @Test
    void aLogThatIsNotPublishedHereHasNoFault() throws IOException {
        log = data.resolve("elsewhere");

        assertEquals(Optional.empty(), fault());
    }
}
