package dev.pinwheel.audit;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.RegistryHost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When Pinwheel did not look, or looked and saw nothing. */
final class Blindness implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            16,
            "gaps",
            "When was Pinwheel not looking: outages, registry errors, unreadable repositories?",
            List.of("kind", "from", "to", "subject", "reason", "entry"),
            "",
            Blindness::new);

    private final Asked asked;
    private final Answer answer;
    private Optional<Instant> stopped = Optional.empty();
    private Optional<Recorded<CycleStarted>> cycle = Optional.empty();
    private Instant last = Instant.EPOCH;
    private boolean running;

    private Blindness(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        var at = fact.event().at();
        if (fact.event() instanceof BotStarted) {
            started(at, fact.index());
        } else if (fact.event() instanceof BotStopped) {
            stopped = Optional.of(at);
            running = false;
        } else if (fact.event() instanceof CycleStarted begun) {
            unfinished();
            cycle = Optional.of(new Recorded<>(fact.index(), begun));
        } else if (fact.event() instanceof CycleCompleted) {
            cycle = Optional.empty();
        } else if (fact.event() instanceof LookFailed failed && asked.about(failed.watch())) {
            var reason = failed.outcome() + ": " + failed.reason();
            answer.row("registry", failed.started(), at, failed.watch(), reason, fact.index());
        } else if (fact.event() instanceof RegistryOutage outage && isAsked(outage.host()) && !outage.over()) {
            var reason = outage.outcome() + ": " + outage.reason();
            answer.row("registry", outage.started(), at, tags(outage), reason, fact.index());
        } else if (fact.event() instanceof RegistryOutage outage && isAsked(outage.host())) {
            answer.row("registry", "", at, tags(outage), "they give a digest again", fact.index());
        } else if (fact.event() instanceof GapDeclared gap && isAsked(gap.host())) {
            var reason = "nobody looked; " + gap.looks() + " looks fell due";
            answer.row("registry", gap.from(), gap.until(), gap.host(), reason, fact.index());
        } else if (fact.event() instanceof SourceUnreadable failed && asked.about(failed.source())) {
            answer.row("repository", failed.started(), at, failed.source(), failed.reason(), fact.index());
        } else if (fact.event() instanceof StepFailed failed) {
            answer.row("step", at, at, failed.subject(), failed.event() + ": " + failed.reason(), fact.index());
        }
        last = at.isAfter(last) ? at : last;
    }

    private boolean isAsked(RegistryHost host) {
        return asked.image()
                .map(watch -> watch.repository().host().equals(host))
                .orElse(true);
    }

    private static String tags(RegistryOutage outage) {
        return outage.host() + ": " + outage.tags() + " tags, listed in "
                + outage.list().digest();
    }

    private void started(Instant at, long entry) {
        unfinished();
        if (running) {
            answer.row("stopped", last, at, "pinwheel", "it ended without saying so", entry);
        }
        stopped.ifPresent(since -> answer.row("stopped", since, at, "pinwheel", "it was stopped", entry));
        stopped = Optional.empty();
        running = true;
    }

    private void unfinished() {
        cycle.ifPresent(begun ->
                answer.row("cycle", begun.event().at(), last, "pinwheel", "the cycle did not end", begun.index()));
        cycle = Optional.empty();
    }

    @Override
    public void end() {
        stopped.ifPresent(since -> answer.row("stopped", since, "", "pinwheel", "it was stopped", ""));
    }
}
