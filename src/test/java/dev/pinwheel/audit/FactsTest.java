package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.GrowingEntries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.journal.sql.Tampering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {

    @TempDir
    private Path data;

    @Test
    void anEntryThatIsMissingWithinAPageIsNoticed() throws SQLException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 20);
        }
        Tampering.force(data, "DELETE FROM entry WHERE idx = 5");

        try (var entries = new SqliteDatabase(data).read()) {
            var refusal = assertThrows(JournalException.class, () -> Facts.entries(entries, 0, 21, entry -> {}));
            assertEquals("entry 5 is missing", refusal.getMessage());
        }
    }

    @Test
    void anEntryThatIsMissingAtTheEndOfAPageIsNoticed() throws SQLException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 20);
        }
        Tampering.force(data, "DELETE FROM entry WHERE idx = 20");

        try (var entries = new SqliteDatabase(data).read()) {
            var refusal = assertThrows(JournalException.class, () -> Facts.entries(entries, 0, 21, entry -> {}));
            assertEquals("entry 20 is missing", refusal.getMessage());
        }
    }

    @Test
    void evidenceThatRetentionDeletesWhileItIsLookedForIsNotMissing() throws IOException {
        var evidence = new Evidence(data.resolve("evidence"));
        var report = evidence.put("application/json", new byte[] {'{', '}'});
        try (var journal = Journals.open(data);
                var notebook = new MemoryNotebook()) {
            var named = journal.append(new SourceRead(Samples.NOW, Samples.SOURCE, "main", "4b825dc6", 1, 0, report));
            var deletion = new EvidenceDeleted(Samples.NOW, report, named.index(), "P1D");
            var growing = GrowingEntries.of(journal.entries(), () -> {
                journal.append(deletion);
                delete(evidence, report);
            });
            var audit = new EvidenceAudit(evidence::check, notebook);
            Facts.all(growing, entry -> hear(audit, entry));

            assertEquals(1, audit.findings().deleted().count());
            assertTrue(
                    audit.findings().missing().isEmpty(),
                    audit.findings().missing().toString());
        }
    }

    private static void delete(Evidence evidence, Descriptor report) {
        try {
            Files.deleteIfExists(evidence.path(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hear(EvidenceAudit audit, Entry entry) {
        Facts.of(entry).ifPresent(fact -> {
            try {
                audit.hear(fact);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
