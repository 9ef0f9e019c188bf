package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.bundle.BundleVerification;
import dev.pinwheel.audit.bundle.BundleVerifier;
import dev.pinwheel.audit.bundle.BundleWriter;
import dev.pinwheel.audit.bundle.Period;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");

    /** All but the newest pins and the newest comparison. */
    private static final int DELETABLE = Story.EVIDENCE - 2;

    private final Path data;
    private final String key;
    private final Evidence evidence;
    private final Journal journal;

    RetentionTest(@TempDir Path data) throws IOException {
        this.data = data;
        key = Story.tell(data);
        evidence = new Evidence(data.resolve("evidence"));
        journal = Journals.open(data, Clock.fixed(LATER, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private int run(int days, Consumer<Event> record) throws IOException {
        return new Retention(Duration.ofDays(days), evidence, Clock.fixed(LATER, ZoneOffset.UTC), MemoryNotebook::new)
                .run(journal.entries(), record);
    }

    private EvidenceAudit.Findings audit() {
        var audit = new EvidenceAudit(evidence::check, new MemoryNotebook());
        Entries entries = journal.entries();
        Facts.entries(
                entries, 0, entries.head().size(), entry -> Facts.of(entry).ifPresent(fact -> {
                    try {
                        audit.hear(fact);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
        return audit.findings();
    }

    @Test
    void whatIsPastItsTimeIsDeletedAndSaidToBe() throws IOException {
        assertEquals(DELETABLE, run(400, journal::append));

        var findings = audit();
        assertEquals(2, findings.intact());
        assertTrue(findings.missing().isEmpty());
        assertEquals(DELETABLE, findings.deleted().count());
        assertTrue(findings.deleted().first().getFirst().contains("deleted by retention (entry "), findings.toString());
    }

    @Test
    void eachDeletionIsRecordedFirst() throws IOException {
        var before = audit().intact();
        run(400, event -> {
            var deleted = assertInstanceOf(EvidenceDeleted.class, event);
            assertTrue(Files.exists(evidence.path(deleted.evidence())));
            journal.append(event);
        });
        assertEquals(before - DELETABLE, audit().intact());
    }

    @Test
    void aDeletionThatCannotBeRecordedIsNotDone() {
        assertThrows(
                IllegalStateException.class,
                () -> run(400, event -> {
                    throw new IllegalStateException("the ledger does not write");
                }));

        assertEquals(Story.EVIDENCE, audit().intact());
    }

    @Test
    void aDeletionThatWasCutOffIsDoneTheNextTimeAndRecordedOnce() throws IOException {
        var recorded = new ArrayList<Event>();
        assertThrows(
                IllegalStateException.class,
                () -> run(400, event -> {
                    recorded.add(journal.append(event).event());
                    throw new IllegalStateException("killed");
                }));
        var size = journal.entries().head().size();
        assertEquals(1, recorded.size());

        assertEquals(DELETABLE, run(400, journal::append));
        assertEquals(size + DELETABLE - 1, journal.entries().head().size());
        assertEquals(0, run(400, journal::append));
    }

    @Test
    void whatCannotBeDeletedKeepsNothingElse() throws IOException {
        var stuck =
                evidence.path(evidence.put("application/json", "the build's output".getBytes(StandardCharsets.UTF_8)));
        Files.delete(stuck);
        Files.createDirectories(stuck.resolve("not empty"));
        Files.setLastModifiedTime(stuck, FileTime.from(Story.BEGIN));

        var failure = assertThrows(IOException.class, () -> run(400, journal::append));
        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains(stuck.getFileName().toString()),
                failure.toString());
        assertEquals(0, failure.getSuppressed().length);
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            assertEquals(2 + 1, files.count());
        }
    }

    @Test
    void whatWasStoredAndNeverNamedIsDeletedWithoutAnEntry() throws IOException {
        var unnamed = evidence.put("application/json", "stored, then killed".getBytes(StandardCharsets.UTF_8));
        run(40_000, journal::append);
        assertTrue(Files.exists(evidence.path(unnamed)));
        run(400, journal::append);
        var size = journal.entries().head().size();

        assertFalse(Files.exists(evidence.path(unnamed)));
        assertEquals(0, run(400, journal::append));
        assertEquals(size, journal.entries().head().size());
    }

    @Test
    void nothingIsDeletedBeforeItsTime() throws IOException {
        assertEquals(0, run(40_000, journal::append));
    }

    @Test
    void whatIsStoredAndNamedAgainIsMissedIfItGoesThen() throws IOException {
        run(400, journal::append);
        var again = evidence.put("application/json", "the build's output".getBytes(StandardCharsets.UTF_8));
        journal.append(new SourceRead(LATER, Story.SOURCE, "main", "c9", 0, 0, again));
        assertEquals(3, audit().intact());
        Files.delete(evidence.path(again));

        assertEquals(1, audit().missing().count());
        assertTrue(audit().missing().first().getFirst().contains(again.digest().toString()));
    }

    @Test
    void aBundleVerifiesWithoutWhatWasDeletedAndNotWithoutWhatIsMissing() throws IOException {
        run(400, journal::append);
        journal.publish();
        var verified = assertInstanceOf(BundleVerification.Verified.class, bundle("deleted.zip"));
        assertEquals(DELETABLE, verified.evidence().deleted().count());

        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            Files.delete(files.findFirst().orElseThrow());
        }
        assertInstanceOf(BundleVerification.Incomplete.class, bundle("missing.zip"));
    }

    private BundleVerification bundle(String name) throws IOException {
        var trusted = VerifierKey.parse(key);
        var file = data.resolve(name);
        new BundleWriter(journal.entries(), evidence, new MemoryNotebook()).write(file, Period.ALL);
        return BundleVerifier.verify(file, trusted, Optional.empty(), new MemoryNotebook());
    }
}
