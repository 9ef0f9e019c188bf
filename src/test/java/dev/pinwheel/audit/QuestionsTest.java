package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionsTest {

    @TempDir
    private Path data;

    @BeforeEach
    void tell() throws IOException {
        Story.tell(data);
    }

    private List<Map<String, String>> ask(String name) throws IOException {
        return ask(name, Asked.EVERYTHING);
    }

    private List<Map<String, String>> ask(String name, Asked asked) throws IOException {
        var question =
                assertInstanceOf(Question.Answered.class, Questions.named(name).orElseThrow());
        var rows = new ArrayList<Map<String, String>>();
        try (var entries = SqliteStore.read(data)) {
            var sources = new Questions.Sources(
                    entries,
                    new Reports(new Evidence(data.resolve("evidence"))::find, new MemoryNotebook()),
                    Story.hour(33));
            Questions.ask(question, asked, sources, cells -> rows.add(row(question.columns(), cells)));
        }
        return rows;
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        assertEquals(columns.size(), cells.size());
        var row = new LinkedHashMap<String, String>();
        for (var i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), cells.get(i));
        }
        return row;
    }

    private static Asked asOf(int hours) {
        return new Asked(
                Optional.of(Story.hour(hours)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                30);
    }

    private static List<String> column(List<Map<String, String>> rows, String name) {
        return rows.stream().map(row -> row.getOrDefault(name, "?")).toList();
    }

    @Test
    void everyQuestionOfTheCatalogueIsAnsweredOrSaysWhatItWaitsFor() {
        assertEquals(
                IntStream.rangeClosed(1, 23).boxed().toList(),
                Questions.all().stream().map(Question::number).toList());
        for (var question : Questions.all()) {
            assertTrue(question.name().matches("[a-z-]+"), question.name());
            if (question instanceof Question.Open open) {
                assertTrue(open.waitsFor().length() > 5, open.name());
            }
        }
    }

    @Test
    void saysWhichDigestATagHadAtATime() throws IOException {
        assertEquals(List.of(Story.A.toString()), column(ask("digest-at", asOf(4)), "digest"));
        assertEquals(List.of(Story.B.toString()), column(ask("digest-at", asOf(5)), "digest"));
        var now = ask("digest-at").getFirst();
        assertEquals(Story.A.toString(), now.get("digest"));
        assertEquals(Story.hour(31).toString(), now.get("seen"));
        assertEquals(Story.hour(0).toString(), now.get("first_seen"));
        assertEquals(List.of(), ask("digest-at", asOf(-1)));
    }

    @Test
    void showsAHistoryWithoutGaps() throws IOException {
        var history = ask("history");

        assertEquals(List.of("yes", "yes", "yes"), column(history, "complete"));
        assertEquals(history.get(0).get("entry"), history.get(1).get("follows_entry"));
    }

    @Test
    void showsWhatWasPinnedWhereAndWhen() throws IOException {
        assertEquals(Story.A.toString(), ask("inventory", asOf(1)).getFirst().get("digest"));
        var now = ask("inventory").getFirst();
        assertEquals("Dockerfile", now.get("file"));
        assertEquals("3", now.get("line"));
        assertEquals(Story.C.toString(), now.get("digest"));
    }

    @Test
    void saysThatAReportIsMissing() throws IOException {
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }

        for (var name : List.of(
                "inventory",
                "unscanned",
                "vulnerabilities",
                "exposures",
                "bypasses",
                "changes",
                "end-of-life",
                "late")) {
            var rows = ask(name);
            assertFalse(rows.isEmpty(), name);
            rows.forEach(row -> assertTrue(row.toString().contains("is missing, and no entry says"), row.toString()));
        }
    }

    @Test
    void saysWhichEntryDeletedAReport() throws IOException {
        var newest = reportOfTheNewestReading();
        var named = entryOfTheNewestReading();
        long entry;
        try (var journal = Journals.open(data)) {
            entry = journal.append(new EvidenceDeleted(Story.hour(33), newest, named, "P1D"))
                    .index();
        }
        Files.delete(new Evidence(data.resolve("evidence")).path(newest));

        var note = String.valueOf(ask("inventory").getFirst().get("note"));
        assertEquals("the report " + newest.digest() + " was deleted by retention (entry " + entry + ")", note);
    }

    @Test
    void whatWasNamedAgainAfterItsDeletionIsMissingUnlessItIsDeletedAgain() throws IOException {
        var newest = reportOfTheNewestReading();
        Files.delete(new Evidence(data.resolve("evidence")).path(newest));

        var named = entryOfTheNewestReading();
        record(new EvidenceDeleted(Story.hour(33), newest, named, "P1D"));
        assertTrue(noteOfTheInventory().contains("was deleted by retention (entry "), noteOfTheInventory());
        var again = record(new SourceRead(Story.hour(34), Story.SOURCE, "main", "c4", 1, 0, newest));
        assertTrue(noteOfTheInventory().contains("is missing, and no entry says"), noteOfTheInventory());
        var deleted = record(new EvidenceDeleted(Story.hour(35), newest, again, "P1D"));
        assertTrue(noteOfTheInventory().contains("was deleted by retention (entry " + deleted), noteOfTheInventory());
    }

    private String noteOfTheInventory() throws IOException {
        return String.valueOf(ask("inventory").getFirst().get("note"));
    }

    private long record(Event event) {
        try (var journal = Journals.open(data)) {
            return journal.append(event).index();
        }
    }

    private long entryOfTheNewestReading() {
        try (var entries = SqliteStore.read(data)) {
            return entries.newest(Selection.ALL.ofType("source.read"), 1)
                    .getFirst()
                    .index();
        }
    }

    @Test
    void saysThatAReportWasChanged() throws IOException {
        Files.writeString(new Evidence(data.resolve("evidence")).path(reportOfTheNewestReading()), "{}");

        assertTrue(String.valueOf(ask("inventory").getFirst().get("note")).contains("is not what was stored"));
    }

    private Descriptor reportOfTheNewestReading() {
        try (var entries = SqliteStore.read(data)) {
            var read = entries.newest(Selection.ALL.ofType("source.read"), 1).getFirst();
            return ((SourceRead) read.recorded().event()).report();
        }
    }

    @Test
    void tellsTheStepsOfARotationAndHowItStood() throws IOException {
        var whole = ask("rotations").getFirst();
        assertEquals("proposed: opened", whole.get("outcome"));
        assertEquals("3600", whole.get("seconds"));
        assertEquals("p1", whole.get("commit"));
        assertEquals("open", ask("rotations", asOf(5)).getFirst().get("outcome"));
    }

    @Test
    void tellsWhyItWasAllowedAndThatItWasScannedBefore() throws IOException {
        var verdict = ask("verdicts").getFirst();
        assertEquals("accepted", verdict.get("verdict"));
        assertEquals(Story.POLICY.toString(), verdict.get("policy"));
        var scan = ask("scans").getFirst();
        assertEquals("yes", scan.get("scanned_before"));
        assertEquals("osv 1", scan.get("scanner"));
        assertEquals(Story.digest("SBOM of " + Story.B).toString(), scan.get("sbom"));
    }

    @Test
    void findsPinnedDigestsWithoutAScan() throws IOException {
        assertEquals(List.of("never"), column(ask("unscanned"), "last_scan"));
        assertEquals(List.of(Story.C.toString()), column(ask("unscanned"), "digest"));
        assertEquals(List.of(), ask("unscanned", asOf(8)));
    }

    @Test
    void tellsWhichVulnerabilitiesAreFixedAndHowLongTheyWereThere() throws IOException {
        var all = ask("vulnerabilities");
        assertEquals(List.of("CVE-2026-1", "CVE-2026-2"), column(all, "id"));
        assertEquals(List.of("fixed", "remaining"), column(all, "change"));

        var exposures = ask("exposures");
        assertEquals(List.of("CVE-2026-1", "CVE-2026-2"), column(exposures, "id"));
        assertEquals(List.of(Story.hour(7).toString(), ""), column(exposures, "gone_since"));
    }

    @Test
    void findsATagThatWentBackAndAPinThatWasMovedByHand() throws IOException {
        var back = ask("drifts").getFirst();
        assertEquals("went back", back.get("change"));
        assertEquals(Story.A.toString(), back.get("digest"));
        assertEquals(Story.B.toString(), back.get("from"));
        var moved = ask("bypasses");
        assertEquals(List.of("c3"), column(moved, "commit"));
        assertEquals(List.of(Story.C.toString()), column(moved, "to"));
    }

    @Test
    void saysWhenItDidNotLook() throws IOException {
        var gaps = ask("gaps", asOf(33));

        assertEquals(List.of("stopped", "cycle", "unknown", "registry"), column(gaps, "kind"));
        assertEquals(Story.hour(1).toString(), gaps.getFirst().get("from"));
        assertTrue(String.valueOf(gaps.get(2).get("reason")).startsWith("no end was recorded: "), gaps.toString());
        assertEquals("", gaps.getLast().get("to"));
    }

    @Test
    void tellsWhenThePolicyChangedWhatWasBuiltAndHowFast() throws IOException {
        assertEquals(List.of("first", "policy", "version"), column(ask("policies"), "changed"));
        assertEquals(List.of(Story.digest("built").toString()), column(ask("built-on"), "built_image"));
        var pace = ask("pace").getFirst();
        assertEquals("2026-10", pace.get("month"));
        assertEquals("1", pace.get("median_hours"));
    }

    @Test
    void classesTheChangeByWhatTheScanSaw() throws IOException {
        var change = ask("changes").getFirst();

        assertEquals("routine", change.get("class"));
        assertEquals("debian 12, 0 packages changed", change.get("why"));
        assertEquals(Story.hour(6).toString(), change.get("proposed"));
    }

    @Test
    void findsPinsOnADistributionPastItsEnd() throws IOException {
        assertEquals("never scanned", ask("end-of-life").getFirst().get("note"));
        var before = ask("end-of-life", asOf(8)).getFirst();
        assertEquals("debian 12.15", before.get("distribution"));
        assertEquals("-19", before.get("days_past"));
        assertEquals("ends soon", before.get("note"));
    }

    @Test
    void anotherImageOrSourceIsNotAnswered() throws IOException {
        var other = new Asked(
                Optional.empty(),
                Optional.of(Watch.parse("alpine:3.20")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                30);

        for (var name : List.of(
                "digest-at",
                "history",
                "inventory",
                "rotations",
                "verdicts",
                "scans",
                "vulnerabilities",
                "exposures",
                "drifts",
                "late",
                "changes",
                "splits",
                "end-of-life",
                "unscanned",
                "built-on",
                "pace")) {
            assertEquals(List.of(), ask(name, other), name);
        }
    }

    @Test
    void theDigestPageListsEachPinWithItsFirstSight() throws IOException {
        try (var entries = SqliteStore.read(data)) {
            var sources = new Questions.Sources(
                    entries,
                    new Reports(new Evidence(data.resolve("evidence"))::find, new MemoryNotebook()),
                    Story.hour(33));
            var page = DigestPage.of(asOf(8), sources);
            assertTrue(
                    page.contains("| `" + Story.IMAGE + "` | `" + Story.B + "` | "
                            + Instant.parse("2026-10-01T13:00:00Z") + " | " + Story.SOURCE + " Dockerfile:3 |"),
                    page);
        }
    }
}
