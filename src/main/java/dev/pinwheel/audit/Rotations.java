package dev.pinwheel.audit;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of each attempt to move a pin, and when each was done. */
final class Rotations implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            4,
            "rotations",
            "Who or what proposed a rotation, at which commit, and how long did each step take?",
            List.of(
                    "source", "image", "from", "to", "attempt", "found", "rebuilt", "scanned", "judged", "ended",
                    "outcome", "where", "commit", "seconds", "entry"),
            "who approved and merged it: waits for rotation.merged",
            Rotations::new);

    /** What was done of an attempt, and when. */
    private record Steps(Recorded<CandidateFound> found, List<String> times) {

        private static final List<String> NONE = List.of("", "", "");

        static Steps read(List<String> row) {
            return new Steps(Noted.read(row, CandidateFound.class), row.subList(Noted.LENGTH, row.size()));
        }

        List<String> with(int step, Instant at) {
            var row = new ArrayList<>(Noted.row(found));
            row.addAll(times);
            row.set(Noted.LENGTH + step, at.toString());
            return row;
        }
    }

    /** How an attempt stands. */
    private record Outcome(Optional<Instant> at, String what, String where, String commit) {}

    private final Asked asked;
    private final Answer answer;
    private final Notes open;

    private Rotations(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.open = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateFound found) {
            var candidate = found.attempt().candidate();
            if (asked.about(candidate.source(), candidate.watch())) {
                var row = new ArrayList<>(Noted.row(fact));
                row.addAll(Steps.NONE);
                open.put(key(found.attempt()), row);
            }
        } else if (fact.event() instanceof CandidateRebuilt rebuilt) {
            step(rebuilt.attempt(), 0, rebuilt.at());
        } else if (fact.event() instanceof CandidateScanned scanned) {
            step(scanned.attempt(), 1, scanned.at());
        } else if (fact.event() instanceof CandidateJudged judged) {
            step(judged.attempt(), 2, judged.at());
            if (judged.verdict() != Verdict.ACCEPTED) {
                end(judged.attempt(), new Outcome(Optional.of(judged.at()), Words.of(judged.verdict()), "", ""));
            }
        } else if (fact.event() instanceof Proposed proposed) {
            var what = "proposed: " + Words.of(proposed.how());
            end(proposed.attempt(), new Outcome(Optional.of(proposed.at()), what, proposed.url(), proposed.commit()));
        } else if (fact.event() instanceof ProposalRefused refused) {
            var what = "refused: " + refused.reason();
            end(refused.attempt(), new Outcome(Optional.of(refused.at()), what, "", ""));
        }
    }

    private static List<String> key(Attempt attempt) {
        return List.of(attempt.key());
    }

    private void step(Attempt attempt, int step, Instant at) {
        open.find(key(attempt))
                .ifPresent(row -> open.put(key(attempt), Steps.read(row).with(step, at)));
    }

    private void end(Attempt attempt, Outcome outcome) {
        open.find(key(attempt)).ifPresent(row -> tell(Steps.read(row), outcome));
        open.remove(key(attempt));
    }

    @Override
    public void end() {
        open.each(Notes.ALL, (key, row) -> tell(Steps.read(row), new Outcome(Optional.empty(), "open", "", "")));
    }

    private void tell(Steps steps, Outcome outcome) {
        var found = steps.found().event();
        var candidate = found.attempt().candidate();
        answer.row(
                candidate.source(),
                candidate.watch(),
                Words.of(candidate.pinned()),
                candidate.digest(),
                found.attempt().number(),
                found.at(),
                steps.times().get(0),
                steps.times().get(1),
                steps.times().get(2),
                outcome.at().map(Instant::toString).orElse(""),
                outcome.what(),
                outcome.where(),
                outcome.commit().isEmpty() ? found.commit() : outcome.commit(),
                outcome.at()
                        .map(end ->
                                String.valueOf(Duration.between(found.at(), end).toSeconds()))
                        .orElse(""),
                steps.found().index());
    }
}
