package dev.pinwheel.audit;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When Pinwheel did not look, or looked and saw nothing. */
final class Blindness implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            16,
            "gaps",
            "When was Pinwheel not looking: outages, gaps, registry errors, vanished pins, unreadable repositories?",
            List.of("kind", "from", "to", "subject", "reason", "entry"),
            "",
            Blindness::new);

    /** After this time without an entry, nobody can tell from the ledger whether Pinwheel still looks. */
    private static final Duration SILENCE = Duration.ofDays(1);

    /** Of several nodes one writes at a time; which node it is, or why it gave way, is not recorded. */
    private static final String UNENDED = "no end was recorded: it crashed, lost the ledger, or another node took over;"
            + " until when it looked after the last entry is not known";

    private final Asked asked;
    private final Answer answer;
    private final Outages outages;
    private Optional<Instant> stopped = Optional.empty();
    private Optional<Recorded<CycleStarted>> cycle = Optional.empty();
    private Instant last = Instant.EPOCH;
    private long lastEntry;
    private boolean running;

    private Blindness(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.outages = new Outages(asked, reports, answer);
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
        } else {
            outages.hear(fact);
        }
        last = at.isAfter(last) ? at : last;
        lastEntry = fact.index();
    }

    private void started(Instant at, long entry) {
        unfinished();
        if (running) {
            tell("unknown", last, at, UNENDED, entry);
        }
        stopped.ifPresent(since -> tell("stopped", since, at, "it was stopped", entry));
        stopped = Optional.empty();
        running = true;
    }

    /** Two nodes may go by two clocks. */
    private void tell(String kind, Instant from, Instant until, String reason, long entry) {
        var isOrdered = !until.isBefore(from);
        var clocks = "; the clock by which it goes on is behind, at " + until;
        answer.row(kind, from, isOrdered ? until : from, "pinwheel", reason + (isOrdered ? "" : clocks), entry);
    }

    private void unfinished() {
        cycle.ifPresent(begun ->
                answer.row("cycle", begun.event().at(), last, "pinwheel", "the cycle did not end", begun.index()));
        cycle = Optional.empty();
    }

    @Override
    public void end() {
        cycle.ifPresent(begun ->
                answer.row("cycle", begun.event().at(), "", "pinwheel", "the cycle has not ended", begun.index()));
        stopped.ifPresent(since -> answer.row("stopped", since, "", "pinwheel", "it was stopped", ""));
        if (running && asked.asOf().filter(last.plus(SILENCE)::isBefore).isPresent()) {
            var reason = "nothing was recorded since, for more than " + SILENCE.toHours()
                    + " hours; whether any node still looks is not known";
            answer.row("silent", last, "", "pinwheel", reason, lastEntry);
        }
        outages.end();
    }
}
