package dev.pinwheel.journal;

import static dev.pinwheel.journal.Samples.LOCAL;
import static dev.pinwheel.journal.Samples.NOW;
import static dev.pinwheel.journal.Samples.PYTHON;
import static dev.pinwheel.journal.Samples.attempt;
import static dev.pinwheel.journal.Samples.candidate;
import static dev.pinwheel.journal.Samples.digest;
import static dev.pinwheel.journal.Samples.evidence;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What watching finds, by the name of its golden file. */
final class WatchingSamples {

    private static final RegistryHost HOST = LOCAL.repository().host();

    private WatchingSamples() {}

    static void into(Map<String, Event> events) {
        rounds(events);
        tags(events);
        pins(events);
    }

    private static void rounds(Map<String, Event> events) {
        events.put("poll.started-due", new CycleStarted(NOW.plusSeconds(1), "schedule", CycleStarted.Scope.DUE));
        events.put(
                "registry.looked",
                new RegistryLooked(NOW.plusSeconds(9), NOW, HOST, 50, 2, 1, 4, 1, digest("answers")));
        events.put("watch.ended", new WatchEnded(NOW, LOCAL, NOW.minusSeconds(900)));
        events.put("registry.recovered", new LookRecovered(NOW, LOCAL, NOW.minusSeconds(900)));
        events.put(
                "registry.outage",
                new RegistryOutage(NOW, NOW, HOST, false, 99_990, "unreachable", "no answer", evidence("tags")));
        events.put("registry.outage-over", new RegistryOutage(NOW, NOW, HOST, true, 99_990, "", "", evidence("tags")));
        events.put(
                "registry.outage-unpinned",
                new RegistryOutage(NOW, NOW, HOST, true, 12, RegistryOutage.UNPINNED, "", evidence("tags")));
        events.put("registry.warned", new RegistryWarned(NOW, HOST, "299 - \"moves in May\""));
        events.put("gap.declared", new GapDeclared(NOW, HOST, NOW.minusSeconds(86_400), NOW, 4_800));
    }

    private static void tags(Map<String, Event> events) {
        var left = new DigestObserved.Previous(9, digest("newer"));
        events.put("tag.returned", new TagReturned(NOW, LOCAL, digest("new"), NOW.minusSeconds(7_200), left));
        events.put("clock.stepped", new ClockStepped(NOW, HOST, NOW.plusSeconds(86_400)));
        var mirror = Watch.parse("mirror.example.com/hub/library/python:3.11.6-slim-bookworm");
        events.put("view.agreed", new ViewAgreed(NOW, PYTHON, mirror, digest("new"), NOW.minusSeconds(900)));
        events.put(
                "view.split",
                new ViewSplit(
                        NOW,
                        PYTHON,
                        mirror,
                        digest("new"),
                        digest("?"),
                        ViewSplit.Kind.ALARM,
                        "the ledger never saw it"));
    }

    private static void pins(Map<String, Event> events) {
        events.put(
                "move.noop",
                new NoOpMove(
                        NOW, candidate("new"), NoOpMove.Kind.MANIFESTS, "the manifests of 2 platforms are the same"));
        events.put(
                "candidate.held",
                new CandidateHeld(NOW, candidate("new"), CandidateHeld.Kind.UNSETTLED, "it lacks linux/arm64"));
        events.put("pin.vanished", new PinVanished(NOW, PYTHON, digest("old"), List.of(), "404"));
        events.put(
                "pin.vanished-child",
                new PinVanished(NOW.plusSeconds(1), PYTHON, digest("old"), List.of("linux/arm64"), "404"));
        events.put(
                "pins.unchecked",
                new PinsUnchecked(NOW, HOST.name(), LOCAL, digest("old"), "unreachable", "no connection"));
        events.put("pins.checked", new PinsChecked(NOW, HOST.name(), NOW.minusSeconds(900)));
        events.put("pin.returned", new PinReturned(NOW, PYTHON, digest("old"), NOW.minusSeconds(60)));
        events.put(
                "candidate.found-urgent",
                new CandidateFound(
                        NOW,
                        attempt(3),
                        "main",
                        "4b825dc6",
                        NOW.minusSeconds(60),
                        Optional.of("the pin has vanished")));
    }
}
