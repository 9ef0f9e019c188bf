package dev.pinwheel.audit;

import static dev.pinwheel.audit.Story.hour;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final RegistryHost HUB = Story.IMAGE.repository().host();
    private static final Event STARTED = new BotStarted(hour(0), "0.1.0", Story.POLICY);

    private static Asked asked(Optional<Instant> asOf, Optional<Watch> image) {
        return new Asked(asOf, image, Optional.empty(), Optional.empty(), Optional.empty(), 30);
    }

    private static List<List<String>> gaps(Event... facts) {
        return Hearing.of(Blindness.QUESTION, Asked.EVERYTHING, List.of(facts));
    }

    private static List<List<String>> asOf(int hours, Event... facts) {
        return Hearing.of(Blindness.QUESTION, asked(Optional.of(hour(hours)), Optional.empty()), List.of(facts));
    }

    private static LookFailed failed(int at, String outcome) {
        return new LookFailed(hour(at), hour(at), Story.IMAGE, outcome, "no answer");
    }

    private static List<String> row(String kind, String from, String to, String subject, String reason, String entry) {
        return List.of(kind, from, to, subject, reason, entry);
    }

    @Test
    void aGapThatPinwheelDeclaredIsTold() {
        assertEquals(
                List.of(row(
                        "gap",
                        hour(1).toString(),
                        hour(9).toString(),
                        HUB.name(),
                        "16 looks fell due and were not made",
                        "1")),
                gaps(new GapDeclared(hour(9), HUB, hour(1), hour(9), 16)));
    }

    @Test
    void aRoundInWhichLooksHadNoAnswerIsTold() {
        var whole = new RegistryLooked(hour(1), hour(0), HUB, 9, 0, 0, 0, 0, Story.A);
        var partly = new RegistryLooked(hour(3), hour(2), HUB, 9, 0, 4, 0, 0, Story.A);

        assertEquals(
                List.of(row(
                        "looks",
                        hour(2).toString(),
                        hour(3).toString(),
                        HUB.name(),
                        "4 of 9 looks had no answer",
                        "2")),
                gaps(whole, partly));
    }

    @Test
    void aTagIsOutOfSightFromItsFirstFailureUntilItsRecovery() {
        var tag = Story.IMAGE.toString();
        assertEquals(
                List.of(
                        row("registry", hour(1).toString(), hour(4).toString(), tag, "denied: no answer", "1"),
                        row("registry", hour(4).toString(), hour(9).toString(), tag, "unreachable: no answer", "2"),
                        row("registry", hour(12).toString(), "", tag, "denied: no answer", "4")),
                gaps(
                        failed(1, "denied"),
                        failed(4, "unreachable"),
                        new LookRecovered(hour(9), Story.IMAGE, hour(1)),
                        failed(12, "denied")));
    }

    private static List<List<String>> listed(Event... facts) {
        var reports = new Reports(
                list -> Optional.of(list.mediaType().getBytes(StandardCharsets.UTF_8)), new MemoryNotebook());
        return Hearing.of(Blindness.QUESTION, Asked.EVERYTHING, reports, List.of(facts));
    }

    private static RegistryOutage outage(int at, String outcome, String... tags) {
        var text = String.join("\n", tags);
        var list = new Descriptor(text, Story.digest(text), text.length());
        return new RegistryOutage(hour(at), hour(at), HUB, outcome.isEmpty(), tags.length, outcome, "no", list);
    }

    private static List<String> ends(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(2) + " " + row.getLast()).toList();
    }

    @Test
    void anOutageIsOverWithTheLastOfItsTags() {
        var begun = outage(1, "denied", "debian:11", "debian:12");

        assertEquals(List.of(" 1"), ends(listed(begun, outage(2, "", "debian:11"))));
        assertEquals(
                List.of(hour(3) + " 1"),
                ends(listed(begun, outage(2, "", "debian:11"), new LookRecovered(hour(3), Story.IMAGE, hour(1)))));
    }

    @Test
    void twoKindsOfFailureInOneRoundDoNotEndEachOther() {
        assertEquals(
                List.of(" 1", " 2"), ends(listed(outage(1, "denied", "debian:11"), outage(1, "unknown", "debian:12"))));
    }

    @Test
    void aTagThatFailedByItselfIsBackWhereAListSaysSo() {
        assertEquals(List.of(hour(2) + " 1"), ends(listed(failed(1, "denied"), outage(2, "", "debian:12"))));
    }

    @Test
    void anOutageOfARegistryIsOneRowUntilItIsOver() {
        var list = new Descriptor("text/plain", Story.A, 70);
        var begun = new RegistryOutage(hour(2), hour(1), HUB, false, 900, "unreachable", "no answer", list);
        var over = new RegistryOutage(hour(5), hour(4), HUB, true, 900, "", "", list);
        var reason = "unreachable: no answer; which tags is not known: the report " + Story.A + " is not there";
        var subject = HUB + ": 900 tags, listed in " + Story.A;

        assertEquals(List.of(row("registry", hour(1).toString(), "", subject, reason, "1")), gaps(begun));
        assertEquals(
                List.of(row("registry", hour(1).toString(), hour(5).toString(), subject, reason, "1")),
                gaps(begun, over));
    }

    @Test
    void aVanishedPinIsToldUntilItIsBack() {
        var gone = new PinVanished(hour(1), Story.IMAGE, Story.A, List.of(), "404");
        var pin = Story.IMAGE + "@" + Story.A;

        assertEquals(List.of(row("pin", hour(1).toString(), "", pin, "404", "1")), gaps(gone));
        assertEquals(
                List.of(row("pin", hour(1).toString(), hour(3).toString(), pin, "404", "1")),
                gaps(gone, new PinReturned(hour(3), Story.IMAGE, Story.A, hour(1))));
    }

    @Test
    void pinsThatCouldNotBeCheckedAndAClockThatWasSetBackAreTold() {
        var pins = new PinsUnchecked(hour(1), HUB.name(), Story.IMAGE, Story.A, "denied", "403");
        var stepped = new ClockStepped(hour(2), HUB, hour(3));
        var clock = "the clock was set back; a round had begun at " + hour(3);

        assertEquals(List.of(row("pins", hour(1).toString(), "", HUB.name(), "denied: 403", "1")), gaps(pins));
        assertEquals(
                List.of(row("pins", hour(1).toString(), hour(4).toString(), HUB.name(), "denied: 403", "1")),
                gaps(pins, new PinsChecked(hour(4), HUB.name(), hour(1))));
        assertEquals(
                List.of(row("clock", hour(2).toString(), hour(2).toString(), HUB.name(), clock, "1")), gaps(stepped));
    }

    @Test
    void anUnreadableRepositoryAndAFailedStepAreTold() {
        assertEquals(
                List.of(
                        row("repository", hour(1).toString(), hour(2).toString(), Story.SOURCE.name(), "no route", "1"),
                        row("step", hour(3).toString(), hour(3).toString(), "app", "proposed: full disk", "2")),
                gaps(
                        new SourceUnreadable(hour(2), hour(1), Story.SOURCE, "no route"),
                        new StepFailed(hour(3), "proposed", "app", "full disk")));
    }

    @Test
    void aLastCycleThatDidNotEndIsTold() {
        var cycle = new CycleStarted(hour(1), "cron");
        assertEquals(
                List.of(row("cycle", hour(1).toString(), "", "pinwheel", "the cycle has not ended", "2")),
                gaps(STARTED, cycle));
        assertEquals(List.of(), gaps(STARTED, cycle, new CycleCompleted(hour(2), hour(1), 1, 1, 0, 0)));
    }

    @Test
    void aCrashThatNoStartFollowedIsToldByItsSilence() {
        assertEquals(List.of(), asOf(24, STARTED));
        var silent = asOf(25, STARTED).getFirst();

        assertEquals(List.of("silent", hour(0).toString(), "", "pinwheel"), silent.subList(0, 4));
        assertEquals("1", silent.getLast());
    }

    @Test
    void aTakeoverByAnotherNodeIsNotCalledAStop() {
        var taken = gaps(STARTED, failed(1, "denied"), new BotStarted(hour(2), "0.1.0", Story.POLICY))
                .getFirst();

        assertEquals(List.of("unknown", hour(1).toString(), hour(2).toString(), "pinwheel"), taken.subList(0, 4));
        assertTrue(taken.get(4).contains("or another node took over"), taken.toString());
    }

    @Test
    void nodesWhoseClocksDifferLeaveNoTimeThatEndsBeforeItBegins() {
        var stop = new BotStopped(hour(5));
        var behind = new BotStarted(hour(4), "0.1.0", Story.POLICY);

        assertEquals(
                List.of(row(
                        "stopped",
                        hour(5).toString(),
                        hour(5).toString(),
                        "pinwheel",
                        "it was stopped; the clock by which it goes on is behind, at " + hour(4),
                        "3")),
                gaps(STARTED, stop, behind));
    }

    @Test
    void onlyTheRegistryOfTheImageThatIsAskedForIsTold() {
        var elsewhere = asked(Optional.empty(), Optional.of(Watch.parse("localhost:5000/x:1")));

        assertEquals(
                List.of(),
                Hearing.of(
                        Blindness.QUESTION,
                        elsewhere,
                        List.of(
                                new GapDeclared(hour(9), HUB, hour(1), hour(9), 16),
                                failed(1, "denied"),
                                new RegistryLooked(hour(3), hour(2), HUB, 9, 0, 4, 0, 0, Story.A),
                                new PinVanished(hour(1), Story.IMAGE, Story.A, List.of(), "404"))));
    }

    @Test
    void aFailureEndsWhenNothingPinsTheTagAnyMore() {
        assertEquals(
                List.of(row(
                        "registry",
                        hour(1).toString(),
                        hour(3).toString(),
                        Story.IMAGE.toString(),
                        "denied: no answer",
                        "1")),
                gaps(failed(1, "denied"), new WatchEnded(hour(3), Story.IMAGE, hour(1))));
    }
}
