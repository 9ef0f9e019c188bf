package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Story;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that was deleted, named again and then lost is missing to both verifiers, in whichever order that is recorded. */
class NamedAgainIT {

    private static final int INCOMPLETE = 11;

    private final Path data;
    private final String key;
    private final Evidence evidence;
    private final Descriptor report;

    NamedAgainIT(@TempDir Path data) throws IOException {
        this.data = data;
        key = Story.tell(data);
        evidence = new Evidence(data.resolve("evidence"));
        report = evidence.put("application/json", "{\"pins\":[]}".getBytes(StandardCharsets.UTF_8));
        Files.delete(evidence.path(report));
    }

    private long name(String commit) {
        return record(new SourceRead(Story.BEGIN, Story.SOURCE, "main", commit, 0, 0, report));
    }

    private void delete(long lastNamed) {
        record(new EvidenceDeleted(Story.BEGIN, report, lastNamed, "P1D"));
    }

    private long record(Event event) {
        try (var journal = Journals.open(data)) {
            var index = journal.append(event).index();
            journal.publish();
            return index;
        }
    }

    @Test
    void whatWasNamedBehindItsDeletionIsMissing() throws IOException, InterruptedException {
        delete(name("c7"));
        assertEquals(0, exit("deleted.zip"));
        name("c8");

        assertEquals(INCOMPLETE, exit("missing.zip"));
    }

    @Test
    void whatWasNamedWhileItsDeletionWasRecordedIsMissing() throws IOException, InterruptedException {
        var known = name("c7");
        var meanwhile = name("c8");
        delete(known);
        assertEquals(INCOMPLETE, exit("missing.zip"));
        delete(meanwhile);

        assertEquals(0, exit("deleted.zip"));
    }

    /** What both verifiers say of a bundle of all. */
    private int exit(String name) throws IOException, InterruptedException {
        var file = data.resolve(name);
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, evidence, new MemoryNotebook()).write(file, Period.ALL);
        }
        var ours = BundleVerifier.verify(file, VerifierKey.parse(key), Optional.empty(), new MemoryNotebook());
        var process = new ProcessBuilder("python3", "docs/verify.py", "--bundle", file.toString(), key)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        if (process.exitValue() == 0) {
            assertInstanceOf(BundleVerification.Verified.class, ours);
        } else {
            assertInstanceOf(BundleVerification.Incomplete.class, ours);
            assertTrue(output.contains("evidence is missing: ['" + report.digest() + "']"), output);
        }
        return process.exitValue();
    }
}
