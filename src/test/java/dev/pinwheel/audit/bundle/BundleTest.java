package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Story;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    @TempDir
    private Path data;

    private VerifierKey key = new VerifierKey("nobody", Ed25519.newKeys().getPublic());
    private Path bundle = Path.of("");

    @BeforeEach
    void tell() throws IOException {
        key = VerifierKey.parse(Story.tell(data));
        bundle = data.resolve("bundle.zip");
        export(bundle, Period.ALL);
    }

    private BundleWriter.Written export(Path file, Period period) throws IOException {
        try (var entries = SqliteStore.read(data)) {
            return new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook())
                    .write(file, period);
        }
    }

    private BundleVerification verify(Path file) throws IOException {
        return BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook());
    }

    private BundleVerification forged(Map<String, byte[]> members) throws IOException {
        return verify(Zips.write(data.resolve("forged.zip"), members));
    }

    private static byte[] flipped(byte[] content, int at) {
        var copy = content.clone();
        copy[at] ^= 1;
        return copy;
    }

    @Test
    void whatWasExportedVerifies() throws IOException {
        var verified = assertInstanceOf(BundleVerification.Verified.class, verify(bundle));

        assertEquals(0, verified.from());
        assertEquals(verified.size(), verified.to());
        assertEquals(Story.EVIDENCE, verified.evidence().intact());
    }

    @Test
    void theSameLedgerMakesTheSameBytes() throws IOException {
        var again = data.resolve("again.zip");
        export(again, Period.ALL);

        assertArrayEquals(Files.readAllBytes(bundle), Files.readAllBytes(again));
    }

    @Test
    void noDraftIsLeftAndNoFileIsOverwritten() throws IOException {
        assertThrows(FileAlreadyExistsException.class, () -> export(bundle, Period.ALL));
        assertThrows(
                IOException.class,
                () -> export(
                        data.resolve("none.zip"),
                        new Period(Optional.of(Instant.parse("2030-01-01T00:00:00Z")), Optional.empty())));
        try (var files = Files.list(data)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith(".pinwheel")));
        }
    }

    @Test
    void aPeriodVerifiesByItsProof() throws IOException {
        var part = data.resolve("part.zip");
        var period = new Period(
                Optional.of(Instant.parse("2026-10-01T13:00:00Z")), Optional.of(Instant.parse("2026-10-02T00:00:00Z")));
        var written = export(part, period);
        var verified = assertInstanceOf(BundleVerification.Verified.class, verify(part));

        assertTrue(written.from() > 1 && written.to() < verified.size(), written.toString());
        assertEquals(written.from(), verified.from());
        assertEquals(written.to(), verified.to());
        assertEquals(
                written.to() - written.from(),
                new String(Zips.read(part).get(Layout.ENTRIES), StandardCharsets.UTF_8)
                        .lines()
                        .count());
    }

    @Test
    void aFlippedBitInAnyMemberIsFound() throws IOException {
        var members = Zips.read(bundle);
        for (var name : members.keySet()) {
            var content = members.get(name);
            for (var at : List.of(0, content.length / 2, content.length - 1)) {
                var twin = new LinkedHashMap<>(members);
                twin.put(name, flipped(content, at));
                var found = forged(twin);
                assertFalse(found instanceof BundleVerification.Verified, name + " at " + at);
                assertFalse(found instanceof BundleVerification.Incomplete, name + " at " + at + ": " + found);
            }
        }
    }

    @Test
    void aMemberThatIsLeftOutIsMissed() throws IOException {
        var members = Zips.read(bundle);
        for (var name : members.keySet()) {
            var twin = new LinkedHashMap<>(members);
            twin.remove(name);
            assertInstanceOf(BundleVerification.Incomplete.class, forged(twin), name);
        }
    }

    @Test
    void entriesThatAreLeftOutAddedOrSwappedAreFound() throws IOException {
        var lines = new String(Zips.read(bundle).get(Layout.ENTRIES), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertInstanceOf(BundleVerification.Incomplete.class, withEntries(lines.subList(0, lines.size() - 1)));
        assertInstanceOf(BundleVerification.Incomplete.class, withEntries(List.of()));
        var swapped = new ArrayList<>(lines);
        swapped.set(2, lines.get(3));
        swapped.set(3, lines.get(2));
        assertInstanceOf(BundleVerification.Tampered.class, withEntries(swapped));
        var more = new ArrayList<>(lines);
        more.add(lines.getLast());
        assertInstanceOf(BundleVerification.Tampered.class, withEntries(more));
        assertInstanceOf(BundleVerification.Tampered.class, withEntries(List.of("", lines.getFirst())));
    }

    private BundleVerification withEntries(List<String> lines) throws IOException {
        var twin = Zips.read(bundle);
        var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        twin.put(Layout.ENTRIES, text.getBytes(StandardCharsets.UTF_8));
        return forged(twin);
    }

    @Test
    void anotherKeyIsNotTrustedAndASwappedOneIsFound() throws IOException {
        var other = new VerifierKey(key.name(), Ed25519.newKeys().getPublic());
        assertInstanceOf(
                BundleVerification.UntrustedKey.class,
                BundleVerifier.verify(bundle, other, Optional.empty(), new MemoryNotebook()));

        var twin = Zips.read(bundle);
        twin.put(Layout.KEY, (other + "\n").getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(BundleVerification.Tampered.class, forged(twin));
    }

    @Test
    void anotherLedgersCheckpointIsNotTrusted(@TempDir Path elsewhere) throws IOException {
        Story.tell(elsewhere);
        var twin = Zips.read(bundle);
        twin.put(Layout.CHECKPOINT, Files.readAllBytes(elsewhere.resolve("log/checkpoint")));

        assertInstanceOf(BundleVerification.UntrustedKey.class, forged(twin));
    }

    @Test
    void namesThatDoNotBelongThereAreRefused() throws IOException {
        for (var name : List.of(
                "../../etc/passwd",
                "/etc/passwd",
                "evidence/sha256/../../x",
                "evidence/sha256/",
                "C:\\x",
                "Checkpoint",
                "entries.jsonl\u0000",
                "questions/history.csv/",
                "a".repeat(5_000))) {
            var twin = Zips.read(bundle);
            twin.put(name, new byte[] {1});
            var found = assertInstanceOf(BundleVerification.Tampered.class, forged(twin), name);
            assertTrue(found.what().length() < 300, found.what());
        }
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws IOException {
        var twin = Zips.read(bundle);
        twin.put("checkpoinu", twin.get(Layout.CHECKPOINT));
        var file = Zips.write(data.resolve("forged.zip"), twin);
        var doubled = Zips.replaced(file, data.resolve("doubled.zip"), "checkpoinu", "checkpoint");

        var found = assertInstanceOf(BundleVerification.Tampered.class, verify(doubled));
        assertTrue(found.what().contains("twice"), found.what());
    }

    @Test
    void evidenceThatNoEntryNamesIsRefused() throws IOException {
        var twin = Zips.read(bundle);
        var stray = "stray".getBytes(StandardCharsets.UTF_8);
        twin.put("evidence/sha256/" + Digest.of(stray).hex(), stray);

        assertInstanceOf(BundleVerification.Tampered.class, forged(twin));
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        var bomb = new byte[200 << 20];
        for (var name : List.of(Layout.CHECKPOINT, Layout.ENTRIES, Layout.PROOF, Layout.REPORT, Layout.GUIDE)) {
            var twin = Zips.read(bundle);
            twin.put(name, bomb);
            assertInstanceOf(BundleVerification.Tampered.class, forged(twin), name);
        }
        var evidence = Zips.read(bundle).keySet().stream()
                .filter(Layout::isEvidence)
                .findFirst()
                .orElseThrow();
        var twin = Zips.read(bundle);
        twin.put(evidence, bomb);
        assertInstanceOf(BundleVerification.Tampered.class, forged(twin));
    }

    @Test
    void whatIsNoZipFileIsRefused() throws IOException {
        var content = Files.readAllBytes(bundle);
        for (var length : List.of(0, 1, content.length / 2, content.length - 1)) {
            Files.write(data.resolve("cut.zip"), Arrays.copyOf(content, length));
            assertInstanceOf(BundleVerification.Tampered.class, verify(data.resolve("cut.zip")));
        }
        assertThrows(IOException.class, () -> verify(data.resolve("none.zip")));
    }

    @Test
    void anotherEditionIsNotCalledForged() throws IOException {
        var twin = Zips.read(bundle);
        twin.put(Layout.BUNDLE, (Layout.FORMAT + "\nedition 999\n").getBytes(StandardCharsets.UTF_8));

        assertInstanceOf(BundleVerification.OtherEdition.class, forged(twin));
    }

    @Test
    void itIsConsistentWithACheckpointThatWasKept() throws IOException {
        var kept = SignedCheckpoint.parse(Files.readAllBytes(data.resolve("log/checkpoint")));
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 5);
            journal.publish();
        }
        var newer = data.resolve("newer.zip");
        export(newer, Period.ALL);
        assertInstanceOf(
                BundleVerification.Verified.class,
                BundleVerifier.verify(newer, key, Optional.of(kept), new MemoryNotebook()));
        assertInstanceOf(
                BundleVerification.Verified.class,
                BundleVerifier.verify(bundle, key, Optional.of(kept), new MemoryNotebook()));

        var ahead = SignedCheckpoint.parse(Files.readAllBytes(data.resolve("log/checkpoint")));
        assertInstanceOf(
                BundleVerification.Incomplete.class,
                BundleVerifier.verify(bundle, key, Optional.of(ahead), new MemoryNotebook()));
    }

    @Test
    void missingAndChangedEvidenceIsSaidWhenItIsExported() throws IOException {
        var evidence = new Evidence(data.resolve("evidence"));
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            var all = files.sorted().toList();
            Files.delete(all.get(0));
            Files.writeString(all.get(1), "changed");
        }
        var file = data.resolve("holes.zip");
        try (var entries = SqliteStore.read(data)) {
            var written = new BundleWriter(entries, evidence, new MemoryNotebook()).write(file, Period.ALL);
            assertEquals(1, written.evidence().missing().count());
            assertEquals(1, written.evidence().changed().count());
        }
        assertInstanceOf(BundleVerification.Incomplete.class, verify(file));
    }

    @Test
    void theReportLoadsNothingAndEscapesWhatItQuotes() throws IOException {
        var report = new String(Zips.read(bundle).get(Layout.REPORT), StandardCharsets.UTF_8);

        assertTrue(report.contains("did &lt;b&gt;not&lt;/b&gt; answer"), report);
        assertFalse(report.contains("<b>"), report);
        for (var loading : List.of("<script", "<link", "<img", "src=", "href=", "url(", "@import")) {
            assertFalse(report.contains(loading), loading);
        }
    }

    @Test
    void tablesAreSafeForSpreadsheets() throws IOException {
        var members = Zips.read(bundle);

        for (var question : Questions.answered()) {
            var table = new String(members.get(Layout.table(question.name())), StandardCharsets.UTF_8);
            assertTrue(table.endsWith("\r\n"), question.name());
            assertFalse(table.matches("(?s).*(^|[,\n])\"?[=+@-].*"), question.name());
        }
    }

    /** If this fails, the tables or the report have changed: raise the edition, and then these numbers. */
    @Test
    void whatIsDerivedIsThatOfThisEdition() throws IOException {
        var members = new HashMap<>(Zips.read(bundle));
        var text = new StringBuilder();
        Layout.required().stream()
                .filter(name -> name.startsWith("questions/"))
                .sorted()
                .forEach(name -> text.append(new String(members.get(name), StandardCharsets.UTF_8)));

        assertEquals(3, Layout.EDITION);
        var report = new String(members.getOrDefault(Layout.REPORT, new byte[0]), StandardCharsets.UTF_8);
        text.append(report.replaceFirst("<h1>.*</h1>", "").replaceFirst("Root hash [^<]*", ""));
        assertEquals(
                "9ea96e9c6308",
                Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).abbreviated());
    }
}
