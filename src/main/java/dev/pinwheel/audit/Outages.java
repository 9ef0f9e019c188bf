package dev.pinwheel.audit;

import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;

/** What could not be seen although Pinwheel looked, or should have: tags, pins, registries, repositories, steps. */
final class Outages {

    private final Asked asked;
    private final Answer answer;
    private final RegistryOutages registries;
    private final Notes unchecked;
    private final Notes vanished;

    Outages(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.registries = new RegistryOutages(asked, reports, answer);
        this.unchecked = reports.notes();
        this.vanished = reports.notes();
    }

    void hear(Recorded<Event> fact) {
        var entry = fact.index();
        if (fact.event() instanceof GapDeclared gap && isAbout(gap.host())) {
            var reason = gap.looks() + " looks fell due and were not made";
            answer.row("gap", gap.from(), gap.until(), gap.host().name(), reason, entry);
        } else if (fact.event() instanceof RegistryLooked looked && looked.failed() > 0 && isAbout(looked.host())) {
            var reason = looked.failed() + " of " + looked.looked() + " looks had no answer";
            answer.row("looks", looked.started(), looked.at(), looked.host().name(), reason, entry);
        } else if (fact.event() instanceof SourceUnreadable failed && asked.about(failed.source())) {
            answer.row("repository", failed.started(), failed.at(), failed.source(), failed.reason(), entry);
        } else if (fact.event() instanceof ClockStepped stepped && isAbout(stepped.host())) {
            var reason = "the clock was set back; a round had begun at " + stepped.ahead();
            answer.row("clock", stepped.at(), stepped.at(), stepped.host().name(), reason, entry);
        } else if (fact.event() instanceof StepFailed failed) {
            var reason = failed.event() + ": " + failed.reason();
            answer.row("step", failed.at(), failed.at(), failed.subject(), reason, entry);
        } else {
            lasting(fact);
        }
    }

    /** What begins with one fact and ends with another. */
    private void lasting(Recorded<Event> fact) {
        var at = fact.event().at().toString();
        if (fact.event() instanceof LookFailed failed && asked.about(failed.watch())) {
            registries.failed(failed, fact);
        } else if (fact.event() instanceof LookRecovered recovered && asked.about(recovered.watch())) {
            registries.over(recovered.watch(), at);
        } else if (fact.event() instanceof WatchEnded ended && asked.about(ended.watch())) {
            registries.over(ended.watch(), at);
        } else if (fact.event() instanceof RegistryOutage outage && isAbout(outage.host())) {
            registries.outage(outage, fact);
        } else if (fact.event() instanceof PinsUnchecked pins && asked.about(pins.watch())) {
            pinsChecked(pins.place(), at);
            unchecked.put(List.of(pins.place()), Noted.row(fact));
        } else if (fact.event() instanceof PinsChecked pins) {
            pinsChecked(pins.place(), at);
        } else if (fact.event() instanceof PinVanished pin && asked.about(pin.watch())) {
            var key = key(pin.watch(), pin.digest());
            if (vanished.find(key).isEmpty()) {
                vanished.put(key, Noted.row(fact));
            }
        } else if (fact.event() instanceof PinReturned pin) {
            var key = key(pin.watch(), pin.digest());
            vanished.find(key).ifPresent(gone -> tellVanished(gone, at));
            vanished.remove(key);
        }
    }

    private boolean isAbout(RegistryHost host) {
        return asked.image()
                .map(image -> image.repository().host().equals(host))
                .orElse(true);
    }

    private static List<String> key(Watch watch, Digest digest) {
        return List.of(watch.toString(), digest.toString());
    }

    private void pinsChecked(String place, String at) {
        unchecked.find(List.of(place)).ifPresent(row -> tellUnchecked(row, at));
        unchecked.remove(List.of(place));
    }

    private void tellUnchecked(List<String> row, String until) {
        var noted = Noted.read(row, PinsUnchecked.class);
        var event = noted.event();
        answer.row("pins", event.at(), until, event.place(), event.outcome() + ": " + event.reason(), noted.index());
    }

    private void tellVanished(List<String> row, String until) {
        var gone = Noted.read(row, PinVanished.class);
        var event = gone.event();
        answer.row("pin", event.at(), until, event.watch() + "@" + event.digest(), event.reason(), gone.index());
    }

    /** Tells what has not ended. */
    void end() {
        registries.end();
        unchecked.each(Notes.ALL, (place, row) -> tellUnchecked(row, ""));
        vanished.each(Notes.ALL, (pin, row) -> tellVanished(row, ""));
    }
}
