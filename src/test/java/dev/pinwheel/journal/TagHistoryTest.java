package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.DigestObserved.Previous;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.journal.sql.Tampering;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagHistoryTest {

    private static final List<String> SEEN = List.of("new", "newer", "new");

    @TempDir
    private Path data;

    @BeforeEach
    void observe() {
        try (var journal = Journals.open(data)) {
            for (var content : SEEN) {
                var previous = journal.lastObservation(Samples.PYTHON)
                        .map(last -> new Previous(last.index(), last.event().digest()));
                journal.append(new DigestObserved(Samples.NOW, Samples.PYTHON, Samples.manifest(content), previous));
                journal.append(
                        new DigestObserved(Samples.NOW, Samples.LOCAL, Samples.manifest(content), Optional.empty()));
            }
        }
    }

    private TagHistory history() {
        try (var entries = SqliteStore.read(data)) {
            return TagHistory.of(Samples.PYTHON, entries);
        }
    }

    @Test
    void everyObservationFollowsTheOneBefore() {
        var history = history();

        assertEquals(List.of(), history.gaps());
        assertEquals(
                SEEN.stream().map(Samples::digest).toList(),
                history.observations().stream()
                        .map(seen -> seen.event().digest())
                        .toList());
    }

    @Test
    void anObservationThatIsMissingIsFound() throws SQLException {
        Tampering.force(
                data,
                "DELETE FROM entry WHERE idx = "
                        + history().observations().get(1).index());

        var gaps = history().gaps();
        assertEquals(1, gaps.size());
        assertTrue(gaps.getFirst().contains("follows observation "), gaps.getFirst());
    }

    @Test
    void aFirstObservationThatIsMissingIsFound() throws SQLException {
        Tampering.force(
                data,
                "DELETE FROM entry WHERE idx = "
                        + history().observations().getFirst().index());

        assertTrue(history().gaps().getFirst().endsWith("but nothing is there"));
    }
}
