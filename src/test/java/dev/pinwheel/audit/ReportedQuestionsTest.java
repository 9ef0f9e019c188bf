package dev.pinwheel.audit;

import static dev.pinwheel.audit.Shelf.candidate;
import static dev.pinwheel.audit.Shelf.comparison;
import static dev.pinwheel.audit.Shelf.finding;
import static dev.pinwheel.audit.Story.A;
import static dev.pinwheel.audit.Story.B;
import static dev.pinwheel.audit.Story.C;
import static dev.pinwheel.audit.Story.hour;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.Shelf.Pin;
import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The questions that are answered from reports, each with a story of its own. */
class ReportedQuestionsTest {

    private final Shelf shelf = new Shelf();

    private List<List<String>> ask(Question.Answered question, Asked asked, Event... facts) {
        return Hearing.of(question, asked, new Reports(shelf, new MemoryNotebook()), List.of(facts));
    }

    private List<List<String>> bypasses(Event... facts) {
        return ask(Bypasses.QUESTION, Asked.EVERYTHING, facts);
    }

    private static Asked asOf(int hours) {
        return Asked.EVERYTHING.by(hour(hours));
    }

    private static Proposed proposed(Watch image, Digest digest) {
        var attempt = new Attempt(new Candidate(Story.SOURCE, image, List.of(A), digest), 1);
        return new Proposed(hour(1), attempt, Proposed.How.OPENED, "https://git.example.com/1", "b", "p1");
    }

    @Test
    void aScanIsTooOldAfterSoManyDaysUpToThePresent() {
        var read = shelf.read(0, A);
        var scan = shelf.scan(0, candidate(A, B), comparison(true, List.of(), List.of(), List.of()));

        assertEquals(List.of(), ask(Unscanned.QUESTION, asOf(24 * 29), read, scan));
        var old = ask(Unscanned.QUESTION, asOf(24 * 30), read, scan).getFirst();
        assertEquals(List.of(hour(0).toString(), "30", ""), old.subList(5, 8));
    }

    @Test
    void aPinnedBaseThatWasNotComparedWasNotScanned() {
        var read = shelf.read(0, A);
        var scan = shelf.scan(0, candidate(A, B), comparison(false, List.of(), List.of(), List.of()));

        assertEquals(
                "never", ask(Unscanned.QUESTION, asOf(1), read, scan).getFirst().get(5));
    }

    @Test
    void whatIsPinnedIsUnknownWithoutItsReport() {
        var read = shelf.read(0, A);
        shelf.forget(read.report());

        for (var question : List.of(Unscanned.QUESTION, Bypasses.QUESTION, Inventory.QUESTION, Exposures.QUESTION)) {
            var rows = ask(question, Asked.EVERYTHING, read);
            assertEquals(1, rows.size(), question.name());
            assertTrue(rows.getFirst().getLast().contains(read.report().digest() + " is not there"), rows.toString());
        }
    }

    @Test
    void aPinThatWasMovedByHandIsFoundWhereverItsLineIs() {
        var rows = bypasses(shelf.read(0, new Pin("Dockerfile", 3, A)), shelf.read(2, new Pin("Dockerfile", 9, C)));

        assertEquals(1, rows.size());
        assertEquals(
                List.of(A.toString(), C.toString(), "Dockerfile", "9"),
                rows.getFirst().subList(4, 8));
    }

    @Test
    void pinsThatChangeTheirPlacesInAFileWereNotMoved() {
        assertEquals(
                List.of(),
                bypasses(
                        shelf.read(0, new Pin("Dockerfile", 3, A), new Pin("Dockerfile", 7, B)),
                        shelf.read(2, new Pin("Dockerfile", 3, B), new Pin("Dockerfile", 7, A))));
    }

    @Test
    void whatWasProposedForThisImageIsNoBypassAndForAnotherImageIsOne() {
        var before = shelf.read(0, A);
        var after = shelf.read(2, B);

        assertEquals(List.of(), bypasses(before, proposed(Story.IMAGE, B), after));
        assertEquals(
                1,
                bypasses(before, proposed(Watch.parse("alpine:3.20"), B), after).size());
    }

    @Test
    void theReadingBeforeOneThatIsGoneIsWhatPinsAreHeldAgainst() {
        var gone = shelf.read(1, B);
        shelf.forget(gone.report());
        var rows = bypasses(shelf.read(0, A), gone, shelf.read(2, C));

        assertEquals(2, rows.size());
        assertEquals(A.toString(), rows.getLast().get(4));
    }

    @Test
    void tellsWhatARotationBringsInTheBaseAndWhatIsAboveIt() {
        var above = new Comparison.Application(
                "Dockerfile", List.of(finding("CVE-4"), finding("CVE-5")), List.of(finding("CVE-5")), true);
        var alone = new Comparison.Application("other/Dockerfile", List.of(finding("CVE-6")), List.of(), false);
        var scan = shelf.scan(
                0,
                candidate(A, B),
                new Comparison(
                        Shelf.SCANNER,
                        List.of(finding("CVE-1")),
                        List.of(finding("CVE-2")),
                        List.of(finding("CVE-3")),
                        List.of(),
                        List.of(above, alone)));

        assertEquals(
                List.of(
                        List.of("fixed", "CVE-1", ""),
                        List.of("introduced", "CVE-2", ""),
                        List.of("remaining", "CVE-3", ""),
                        List.of("introduced", "CVE-5", "Dockerfile"),
                        List.of("remaining", "CVE-4", "Dockerfile"),
                        List.of("there, with no build to compare", "CVE-6", "other/Dockerfile")),
                ask(Vulnerabilities.QUESTION, Asked.EVERYTHING, scan).stream()
                        .map(row -> List.of(row.get(5), row.get(6), row.getLast()))
                        .toList());
    }

    @Test
    void whatACandidateHasIsNotCalledRemainingWhereNoBaseWasCompared() {
        var scan = shelf.scan(0, candidate(A, B), comparison(false, List.of(), List.of(), List.of(finding("CVE-1"))));

        assertEquals(
                "there, with no base to compare",
                ask(Vulnerabilities.QUESTION, Asked.EVERYTHING, scan).getFirst().get(5));
    }

    @Test
    void aChangedReportIsToldApartFromAMissingOne() {
        var read = shelf.read(0, A);
        var changed = new Reports(
                descriptor -> {
                    throw new IOException("it hashes to something else");
                },
                new MemoryNotebook());
        var nonsense = new Reports(descriptor -> Optional.of(new byte[] {'['}), new MemoryNotebook());

        assertTrue(Hearing.of(Inventory.QUESTION, Asked.EVERYTHING, changed, List.of(read))
                .getFirst()
                .getLast()
                .endsWith("is not what was stored, or cannot be read"));
        assertTrue(Hearing.of(Inventory.QUESTION, Asked.EVERYTHING, nonsense, List.of(read))
                .getFirst()
                .getLast()
                .endsWith("cannot be understood"));
    }
}
