package dev.pinwheel.audit;

import static dev.pinwheel.audit.Story.A;
import static dev.pinwheel.audit.Story.B;
import static dev.pinwheel.audit.Story.hour;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TagDigestsTest {

    private static Reports lists() {
        var tags = Optional.of((Story.IMAGE + "\n").getBytes(StandardCharsets.UTF_8));
        return new Reports(list -> list.digest().equals(B) ? tags : Optional.empty(), new MemoryNotebook());
    }

    private static RegistryLooked round(int hour) {
        var host = Story.IMAGE.repository().host();
        return new RegistryLooked(hour(hour), hour(hour), host, 1, 0, 0, 0, 0, A);
    }

    @Test
    void aTagThatIsToldOfInAnOutageWasLastLookedAtBeforeIt() {
        var list = new Descriptor("text/plain", B, 70);
        var host = Story.IMAGE.repository().host();
        var begun = new RegistryOutage(hour(2), hour(2), host, false, 1, "denied", "403", list);
        var over = new RegistryOutage(hour(4), hour(4), host, true, 1, "", "", list);

        assertEquals(hour(1).toString(), lastRound(round(1), begun, round(2), round(3)));
        assertEquals(hour(4).toString(), lastRound(round(1), begun, round(2), over, round(4)));
    }

    private static String lastRound(Event... facts) {
        var first = new DigestObserved(hour(0), Story.IMAGE, new Descriptor("x/y", A, 9), Optional.empty());
        var all = new ArrayList<Event>(List.of(first));
        all.addAll(List.of(facts));
        return Hearing.of(TagDigests.QUESTION, Asked.EVERYTHING, lists(), all)
                .getFirst()
                .getLast();
    }

    @Test
    void thatAFailureEndedUnpinnedSaysNothingOfADigestUntilOneIsSeen() {
        var list = new Descriptor("text/plain", B, 70);
        var host = Story.IMAGE.repository().host();
        var failed = new LookFailed(hour(2), hour(2), Story.IMAGE, "denied", "403");
        var ended = new WatchEnded(hour(3), Story.IMAGE, hour(2));
        var many = new RegistryOutage(hour(3), hour(3), host, true, 1, RegistryOutage.UNPINNED, "", list);
        var seen = new DigestObserved(hour(5), Story.IMAGE, new Descriptor("x/y", B, 9), Optional.empty());

        assertEquals(hour(1).toString(), lastRound(round(1), failed, round(2), ended, round(4)));
        assertEquals(hour(1).toString(), lastRound(round(1), failed, round(2), many, round(4)));
        assertEquals(hour(5).toString(), lastRound(round(1), failed, round(2), ended, seen, round(5)));
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
