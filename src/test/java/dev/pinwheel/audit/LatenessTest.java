package dev.pinwheel.audit;

import static dev.pinwheel.audit.Inquiries.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final Attempt ATTEMPT =
            new Attempt(new Candidate(Story.SOURCE, Story.IMAGE, List.of(Story.A), Story.B), 1);

    private final Inquiries told = new Inquiries();

    private static Instant day(int days) {
        return Story.BEGIN.plus(Duration.ofDays(days));
    }

    private static Asked asOf(int days) {
        return new Asked(
                Optional.of(day(days)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Asked.USUAL_DAYS);
    }

    private Event read(int day, Digest pinned) {
        return new SourceRead(
                day(day), Story.SOURCE, "main", "c" + day, 1, 0, told.pins(Story.IMAGE.toString(), pinned));
    }

    private static Event waiting() {
        return new CandidateWaiting(day(0), ATTEMPT.candidate(), day(0), day(3));
    }

    private static Event found() {
        return new CandidateFound(day(3), ATTEMPT, "main", "c0", day(0));
    }

    private List<Map<String, String>> late(int asOf) {
        return told.ask("late", asOf(asOf));
    }

    @Test
    void whatIsMovedInTimeIsNotListed() {
        told.tell(waiting(), found(), read(30, Story.B));

        assertEquals(List.of(), late(100));
    }

    @Test
    void whatWasMovedLaterIsListedWithItsDays() {
        told.tell(waiting(), found(), read(20, Story.A), read(31, Story.B));

        var row = late(100).getFirst();
        assertEquals("was late", row.get("state"));
        assertEquals("31", row.get("days"));
        assertEquals(day(0).toString(), row.get("first_seen"));
        assertEquals(day(30).toString(), row.get("due"));
        assertEquals(day(31).toString(), row.get("ended"));
        assertEquals("1", row.get("entry"));
    }

    @Test
    void whatIsOpenIsDueSoonAndThenLateAndSaysWhatItWaitsFor() {
        told.tell(waiting());
        assertEquals(List.of(), late(22));
        assertEquals(List.of("is due soon"), column(late(24), "state"));
        assertEquals(List.of("in its cooldown until " + day(3)), column(late(24), "reason"));

        var gate = new Gate("new-findings", Gate.Outcome.BLOCK, "it brings one.", Optional.empty());
        told.tell(found(), new CandidateJudged(day(4), ATTEMPT, Verdict.BLOCKED, List.of(gate), Story.POLICY));
        assertEquals(List.of("is late"), column(late(31), "state"));
        assertEquals(List.of("31"), column(late(31), "days"));
        assertEquals(List.of("blocked: new-findings, it brings one."), column(late(31), "reason"));

        told.tell(new Proposed(day(5), ATTEMPT, Proposed.How.OPENED, "https://git.example.com/1", "b", "p"));
        assertTrue(column(late(31), "reason").getFirst().contains("https://git.example.com/1"));
    }

    @Test
    void theDaysAllowedAreThoseThatAreAskedFor() {
        told.tell(waiting(), read(10, Story.B));

        var strict =
                new Asked(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 9);
        assertEquals(List.of("was late"), column(told.ask("late", strict), "state"));
        assertEquals(List.of(), told.ask("late"));
    }

    @Test
    void aTagThatGoesBackToWhatIsPinnedLeavesNothingToDo() {
        var manifest = new Descriptor("application/vnd.oci.image.index.v1+json", Story.A, 9);
        told.tell(waiting(), new DigestObserved(day(1), Story.IMAGE, manifest, Optional.empty()));

        assertEquals(List.of(), late(100));
    }

    @Test
    void aReportThatIsGoneIsToldAndEndsNothing() {
        var gone = new Descriptor("application/json", Story.digest("gone"), 4);
        told.tell(waiting(), new SourceRead(day(2), Story.SOURCE, "main", "c2", 1, 0, gone));

        assertEquals(List.of("is not known", "is late"), column(late(40), "state"));
    }
}
