package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What could not be seen although Pinwheel looked, or should have: tags, pins, registries, repositories, steps. */
final class Outages {

    private final Asked asked;
    private final Answer answer;
    private final Map<Watch, Recorded<LookFailed>> failing = new LinkedHashMap<>();
    private final Map<List<String>, Recorded<PinVanished>> vanished = new LinkedHashMap<>();

    Outages(Asked asked, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    void hear(Recorded<Event> fact) {
        var entry = fact.index();
        if (fact.event() instanceof GapDeclared gap && isAbout(gap.host())) {
            var reason = "nobody looked; " + gap.looks() + " looks fell due";
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
        if (fact.event() instanceof LookFailed failed && asked.about(failed.watch())) {
            answered(failed.watch(), failed.at());
            failing.put(failed.watch(), new Recorded<>(fact.index(), failed));
        } else if (fact.event() instanceof LookRecovered recovered) {
            answered(recovered.watch(), recovered.at());
        } else if (fact.event() instanceof PinVanished pin && asked.about(pin.watch())) {
            vanished.putIfAbsent(key(pin.watch(), pin.digest()), new Recorded<>(fact.index(), pin));
        } else if (fact.event() instanceof PinReturned pin) {
            Optional.ofNullable(vanished.remove(key(pin.watch(), pin.digest())))
                    .ifPresent(gone -> tellVanished(gone, pin.at().toString()));
        }
    }

    private boolean isAbout(RegistryHost host) {
        return asked.image().map(image -> image.repository().host().equals(host)).orElse(true);
    }

    private static List<String> key(Watch watch, Digest digest) {
        return List.of(watch.toString(), digest.toString());
    }

    private void answered(Watch watch, Instant at) {
        Optional.ofNullable(failing.remove(watch)).ifPresent(failed -> tellFailing(failed, at.toString()));
    }

    private void tellFailing(Recorded<LookFailed> failed, String until) {
        var event = failed.event();
        var reason = event.outcome() + ": " + event.reason();
        answer.row("registry", event.started(), until, event.watch(), reason, failed.index());
    }

    private void tellVanished(Recorded<PinVanished> gone, String until) {
        var event = gone.event();
        answer.row("pin", event.at(), until, event.watch() + "@" + event.digest(), event.reason(), gone.index());
    }

    /** Tells what has not ended. */
    void end() {
        failing.values().forEach(failed -> tellFailing(failed, ""));
        vanished.values().forEach(gone -> tellVanished(gone, ""));
    }
}
