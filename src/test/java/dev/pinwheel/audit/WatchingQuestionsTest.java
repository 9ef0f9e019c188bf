package dev.pinwheel.audit;

import static dev.pinwheel.audit.Story.A;
import static dev.pinwheel.audit.Story.B;
import static dev.pinwheel.audit.Story.hour;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The questions that are answered from what watching and starting record. */
class WatchingQuestionsTest {

    private static List<List<String>> ask(Question.Answered question, Event... facts) {
        return Hearing.of(question, Asked.EVERYTHING, List.of(facts));
    }

    private static CandidateHeld held(CandidateHeld.Kind kind) {
        return new CandidateHeld(hour(3), Shelf.candidate(A, B), kind, "it lacks linux/arm64");
    }

    private static RegistryLooked round(int hour) {
        var host = Story.IMAGE.repository().host();
        return new RegistryLooked(hour(hour), hour(hour), host, 1, 0, 0, 0, 0, A);
    }

    private static String lastRound(Event... facts) {
        var first = new DigestObserved(hour(0), Story.IMAGE, new Descriptor("x/y", A, 9), Optional.empty());
        var all = new ArrayList<Event>(List.of(first));
        all.addAll(List.of(facts));
        return ask(TagDigests.QUESTION, all.toArray(Event[]::new)).getFirst().getLast();
    }

    @Test
    void aNewKeyIsTold() {
        assertEquals(
                List.of(hour(1).toString(), "", "", "key", "2", "the next key", "it leaked"),
                ask(
                                Policies.QUESTION,
                                new BotStarted(hour(0), "0.1.0", Story.POLICY),
                                new KeyRotated(hour(1), "the next key", "it leaked"))
                        .getLast());
    }

    @Test
    void aTagThatLostAPlatformIsTold() {
        var lost = ask(Rollbacks.QUESTION, held(CandidateHeld.Kind.UNSETTLED)).getFirst();

        assertEquals(List.of(Story.IMAGE.toString(), B.toString(), A.toString()), lost.subList(0, 3));
        assertEquals(
                List.of("lacks platforms", Story.SOURCE.name(), "it lacks linux/arm64"), lost.subList(6, 9));
        assertEquals(
                "lacks the pinned platform",
                ask(Rollbacks.QUESTION, held(CandidateHeld.Kind.PLATFORM)).getFirst().get(6));
        assertEquals(List.of(), ask(Rollbacks.QUESTION, held(CandidateHeld.Kind.UNREADABLE)));
    }

    @Test
    void aTagWasLastLookedAtInTheLastRoundInWhichItDidNotFail() {
        var failed = new LookFailed(hour(2), hour(2), Story.IMAGE, "denied", "403");

        assertEquals("", lastRound());
        assertEquals(hour(2).toString(), lastRound(round(1), round(2)));
        assertEquals(hour(1).toString(), lastRound(round(1), failed, round(2), round(3)));
        assertEquals(
                hour(4).toString(),
                lastRound(round(1), failed, round(2), new LookRecovered(hour(4), Story.IMAGE, hour(2)), round(4)));
    }
}
