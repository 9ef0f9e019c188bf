package dev.pinwheel.audit;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When Pinwheel did not look, or looked and saw nothing. */
final class Blindness implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            16,
            "gaps",
            "When was Pinwheel not looking: outages, declared gaps, registry errors and limits, unreadable repositories?",
            List.of("kind", "from", "to", "subject", "reason", "entry"),
            "",
            Blindness::new);

    private final Asked asked;
    private final Answer answer;
    private Optional<Instant> stopped = Optional.empty();
    private Optional<Recorded<CycleStarted>> cycle = Optional.empty();
    private final Notes failing;
    private Instant last = Instant.EPOCH;
    private boolean running;

    private Blindness(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.failing = reports.notes();
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
            ended(failed.watch(), at);
            failing.put(List.of(failed.watch().toString()), Noted.row(fact));
        } else if (fact.event() instanceof LookRecovered answered) {
            ended(answered.watch(), at);
        } else if (fact.event() instanceof GapDeclared gap && isAsked(gap)) {
            var reason = gap.looks() + " looks fell due and were not made";
            answer.row("gap", gap.from(), gap.until(), gap.host(), reason, fact.index());
        } else if (fact.event() instanceof SourceUnreadable failed && asked.about(failed.source())) {
            answer.row("repository", failed.started(), at, failed.source(), failed.reason(), fact.index());
        } else if (fact.event() instanceof StepFailed failed) {
            answer.row("step", at, at, failed.subject(), failed.event() + ": " + failed.reason(), fact.index());
        }
        last = at.isAfter(last) ? at : last;
    }

    private boolean isAsked(GapDeclared gap) {
        return asked.image()
                .map(watch -> watch.repository().host().equals(gap.host()))
                .orElse(true);
    }

    private void ended(Watch watch, Instant at) {
        var key = List.of(watch.toString());
        failing.find(key).ifPresent(row -> tell(Noted.read(row, LookFailed.class), at.toString()));
        failing.remove(key);
    }

    private void tell(Recorded<LookFailed> failure, String until) {
        var failed = failure.event();
        var reason = failed.outcome() + ": " + failed.reason();
        answer.row("registry", failed.started(), until, failed.watch(), reason, failure.index());
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
        failing.each(Notes.ALL, (watch, row) -> tell(Noted.read(row, LookFailed.class), ""));
        stopped.ifPresent(since -> answer.row("stopped", since, "", "pinwheel", "it was stopped", ""));
    }
}
