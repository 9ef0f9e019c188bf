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

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposuresTest {

    /** B fixes CVE-1, brings CVE-2, and leaves CVE-3. */
    private static final Comparison A_TO_B =
            comparison(true, List.of(finding("CVE-1")), List.of(finding("CVE-2")), List.of(finding("CVE-3")));

    private final Shelf shelf = new Shelf();

    private List<List<String>> rows(Event... facts) {
        return Hearing.of(
                Exposures.QUESTION, Asked.EVERYTHING, new Reports(shelf, new MemoryNotebook()), List.of(facts));
    }

    /** The vulnerability, since when, until when. */
    private List<List<String>> exposures(Event... facts) {
        return rows(facts).stream()
                .map(row -> List.of(row.get(0), row.get(4), row.get(6)))
                .toList();
    }

    private static List<String> row(String id, int since) {
        return List.of(id, hour(since).toString(), "");
    }

    private static List<String> row(String id, int since, int gone) {
        return List.of(id, hour(since).toString(), hour(gone).toString());
    }

    @Test
    void whatARotationBringsIsExposedFromTheReadingThatPinsIt() {
        assertEquals(
                List.of(row("CVE-1", 1, 2), row("CVE-3", 1), row("CVE-2", 2)),
                exposures(shelf.read(0, A), shelf.scan(1, candidate(A, B), A_TO_B), shelf.read(2, B)));
    }

    @Test
    void aRevertExposesAgain() {
        assertEquals(
                List.of(row("CVE-1", 1, 2), row("CVE-2", 2, 3), row("CVE-3", 1), row("CVE-1", 3)),
                exposures(
                        shelf.read(0, A), shelf.scan(1, candidate(A, B), A_TO_B), shelf.read(2, B), shelf.read(3, A)));
    }

    @Test
    void whatTheCandidateHasIsNotBookedAsTheBasesWhereNoBaseWasCompared() {
        var alone = comparison(false, List.of(), List.of(), List.of(finding("CVE-9")));

        assertEquals(List.of(), exposures(shelf.read(0, A), shelf.scan(1, candidate(A, B), alone)));
        assertEquals(
                List.of(row("CVE-9", 2)),
                exposures(shelf.read(0, A), shelf.scan(1, candidate(A, B), alone), shelf.read(2, B)));
    }

    @Test
    void whatWasScannedForOneRepositoryIsKnownOfAll() {
        var other = new Source("other");
        var scanned = new Candidate(other, Story.IMAGE, List.of(A), B);

        assertEquals(
                List.of(row("CVE-2", 5), row("CVE-3", 5)),
                Hearing.of(
                                Exposures.QUESTION,
                                new Asked(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Story.SOURCE),
                                        Optional.empty(),
                                        Optional.empty(),
                                        30),
                                new Reports(shelf, new MemoryNotebook()),
                                List.of(shelf.scan(1, scanned, A_TO_B), shelf.read(5, B)))
                        .stream()
                        .map(row -> List.of(row.get(0), row.get(4), row.get(6)))
                        .toList());
    }

    @Test
    void aDigestThatWasNeverScannedEndsNothingAndIsNamed() {
        var rows = rows(shelf.read(0, A), shelf.scan(1, candidate(A, B), A_TO_B), shelf.read(2, C));

        assertEquals(
                List.of("CVE-1", "CVE-3"), rows.stream().map(List::getFirst).toList());
        rows.forEach(row -> {
            assertEquals("", row.get(6));
            assertTrue(row.getLast().contains("never scanned"), row.toString());
        });
    }

    @Test
    void anExposureEndsWhenNothingIsPinnedAnyMore() {
        assertEquals(
                List.of(row("CVE-1", 1, 2), row("CVE-3", 1, 2)),
                exposures(shelf.read(0, A), shelf.scan(1, candidate(A, B), A_TO_B), shelf.read(2, new Digest[0])));
    }

    @Test
    void aReportThatIsGoneIsToldAndEndsNothing() {
        var read = shelf.read(0, A);
        var scan = shelf.scan(1, candidate(A, B), A_TO_B);
        var gone = shelf.scan(2, candidate(A, C), comparison(true, List.of(), List.of(), List.of(finding("CVE-8"))));
        shelf.forget(Shelf.report(gone));
        var unread = shelf.read(3, C);
        shelf.forget(unread.report());

        var rows = rows(read, scan, gone, unread);
        assertEquals(4, rows.size());
        assertTrue(rows.get(0).getLast().contains("is not there"), rows.toString());
        assertTrue(rows.get(1).getLast().contains("is not there"), rows.toString());
        assertEquals(
                List.of("CVE-1", "CVE-3"),
                List.of(rows.get(2).getFirst(), rows.get(3).getFirst()));
        assertEquals("", rows.get(2).get(6));
    }

    private static final Digest D = Story.digest("D");

    /** A and D are pinned, and B is to take their place; it fixes CVE-1, which one of them has, and brings CVE-2. */
    private Event scanOfTwo(int hour) {
        return shelf.scan(hour, new Candidate(Story.SOURCE, Story.IMAGE, List.of(A, D), B), A_TO_B);
    }

    /** The vulnerability, since when, until when, and what is said of it. */
    private List<List<String>> noted(Event... facts) {
        return rows(facts).stream()
                .filter(row -> row.get(2).equals(Story.SOURCE.name()))
                .map(row -> List.of(row.get(0), row.get(4), row.get(6), row.getLast()))
                .sorted(Comparator.comparing(List::getFirst))
                .toList();
    }

    private static List<String> noted(String id, int since, String until, String note) {
        return List.of(id, hour(since).toString(), until, note);
    }

    private static String notToldApart(int entry) {
        return "not told apart: entry " + entry
                + " scanned several pinned bases together, and does not say which of them has it";
    }

    @Test
    void whileBothOfTwoDigestsArePinnedWhatOneOfThemHasIsExposed() {
        assertEquals(
                List.of(noted("CVE-1", 1, "", ""), noted("CVE-2", 1, "", notToldApart(2)), noted("CVE-3", 1, "", "")),
                noted(shelf.read(0, A, D), scanOfTwo(1)));
    }

    @Test
    void whenOneOfTwoDigestsIsLeftItIsNotToldApartWhatItHas() {
        var ended = hour(2).toString();
        assertEquals(
                List.of(
                        noted("CVE-1", 1, ended, "from then on it is not told apart"),
                        noted("CVE-1", 2, "", notToldApart(2)),
                        noted("CVE-2", 1, "", notToldApart(2)),
                        noted("CVE-3", 1, "", "")),
                noted(shelf.read(0, A, D), scanOfTwo(1), shelf.read(2, D)));
    }

    @Test
    void whatIsNotToldApartEndsWithTheDigestAndIsNeverTheCandidates() {
        assertEquals(
                List.of(
                        noted("CVE-1", 2, hour(3).toString(), notToldApart(1)),
                        noted("CVE-2", 2, hour(3).toString(), notToldApart(1) + "; from then on it is known"),
                        noted("CVE-2", 3, "", ""),
                        noted("CVE-3", 2, "", "")),
                noted(scanOfTwoElsewhere(), shelf.read(2, D), shelf.read(3, B)));
    }

    @Test
    void aLaterScanOfOneOfTwoDigestsTellsThemApart() {
        var alone = comparison(true, List.of(finding("CVE-1")), List.of(), List.of());
        assertEquals(
                List.of(
                        noted("CVE-1", 1, hour(3).toString(), notToldApart(1) + "; from then on it is known"),
                        noted("CVE-1", 3, "", "")),
                noted(scanOfTwoElsewhere(), shelf.read(1, D), shelf.scan(3, candidate(D, C), alone)).stream()
                        .filter(row -> row.getFirst().equals("CVE-1"))
                        .toList());
    }

    private Event scanOfTwoElsewhere() {
        return shelf.scan(0, new Candidate(new Source("other"), Story.IMAGE, List.of(A, D), B), A_TO_B);
    }

    @Test
    void whereTheCandidateIsOneOfTwoPinnedDigestsAllIsToldApart() {
        var toOneOfThem = shelf.scan(1, new Candidate(Story.SOURCE, Story.IMAGE, List.of(A, B), B), A_TO_B);

        assertEquals(
                List.of(row("CVE-1", 1, 2), row("CVE-2", 1), row("CVE-3", 1)).stream()
                        .sorted(Comparator.comparing(List::getFirst))
                        .toList(),
                exposures(shelf.read(0, A, B), toOneOfThem, shelf.read(2, B)).stream()
                        .sorted(Comparator.comparing(List::getFirst))
                        .toList());
    }
}
