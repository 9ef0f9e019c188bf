package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;

/** What could not be seen although Pinwheel looked, or should have: tags, pins, registries, repositories, steps. */
final class Outages {

    private final Asked asked;
    private final Answer answer;
    private final Notes failing;
    private final Notes failingHosts;
    private final Notes vanished;

    Outages(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.failing = reports.notes();
        this.failingHosts = reports.notes();
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
            answered(failed.watch(), at);
            failing.put(List.of(failed.watch().toString()), Noted.row(fact));
        } else if (fact.event() instanceof LookRecovered recovered) {
            answered(recovered.watch(), at);
        } else if (fact.event() instanceof RegistryOutage outage && isAbout(outage.host())) {
            outage(outage, fact, at);
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

    private void outage(RegistryOutage outage, Recorded<Event> fact, String at) {
        var key = List.of(outage.host().name());
        failingHosts.find(key).ifPresent(begun -> tellOutage(begun, at));
        failingHosts.remove(key);
        if (!outage.over()) {
            failingHosts.put(key, Noted.row(fact));
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

    private void answered(Watch watch, String at) {
        var key = List.of(watch.toString());
        failing.find(key).ifPresent(failed -> tellFailing(failed, at));
        failing.remove(key);
    }

    private void tellFailing(List<String> row, String until) {
        var failed = Noted.read(row, LookFailed.class);
        var event = failed.event();
        var reason = event.outcome() + ": " + event.reason();
        answer.row("registry", event.started(), until, event.watch(), reason, failed.index());
    }

    private void tellOutage(List<String> row, String until) {
        var begun = Noted.read(row, RegistryOutage.class);
        var event = begun.event();
        var subject = event.host() + ": " + event.tags() + " tags, listed in "
                + event.list().digest();
        answer.row("registry", event.started(), until, subject, event.outcome() + ": " + event.reason(), begun.index());
    }

    private void tellVanished(List<String> row, String until) {
        var gone = Noted.read(row, PinVanished.class);
        var event = gone.event();
        answer.row("pin", event.at(), until, event.watch() + "@" + event.digest(), event.reason(), gone.index());
    }

    /** Tells what has not ended. */
    void end() {
        failing.each(Notes.ALL, (watch, row) -> tellFailing(row, ""));
        failingHosts.each(Notes.ALL, (host, row) -> tellOutage(row, ""));
        vanished.each(Notes.ALL, (pin, row) -> tellVanished(row, ""));
    }
}
