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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final class Steps {

        private final Recorded<CandidateFound> found;
        private String rebuilt = "";
        private String scanned = "";
        private String judged = "";

        Steps(Recorded<CandidateFound> found) {
            this.found = found;
        }
    }

    /** How an attempt stands. */
    private record Outcome(Optional<Instant> at, String what, String where, String commit) {}

    private final Asked asked;
    private final Answer answer;
    private final Map<String, Steps> open = new LinkedHashMap<>();

    private Rotations(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateFound found) {
            var candidate = found.attempt().candidate();
            if (asked.about(candidate.source(), candidate.watch())) {
                open.put(found.attempt().key(), new Steps(new Recorded<>(fact.index(), found)));
            }
        } else if (fact.event() instanceof CandidateRebuilt rebuilt) {
            step(rebuilt.attempt())
                    .ifPresent(steps -> steps.rebuilt = rebuilt.at().toString());
        } else if (fact.event() instanceof CandidateScanned scanned) {
            step(scanned.attempt())
                    .ifPresent(steps -> steps.scanned = scanned.at().toString());
        } else if (fact.event() instanceof CandidateJudged judged) {
            step(judged.attempt()).ifPresent(steps -> judged(steps, judged));
        } else if (fact.event() instanceof Proposed proposed) {
            var what = "proposed: " + Words.of(proposed.how());
            end(proposed.attempt(), new Outcome(Optional.of(proposed.at()), what, proposed.url(), proposed.commit()));
        } else if (fact.event() instanceof ProposalRefused refused) {
            var what = "refused: " + refused.reason();
            end(refused.attempt(), new Outcome(Optional.of(refused.at()), what, "", ""));
        }
    }

    private Optional<Steps> step(Attempt attempt) {
        return Optional.ofNullable(open.get(attempt.key()));
    }

    private void judged(Steps steps, CandidateJudged judged) {
        steps.judged = judged.at().toString();
        if (judged.verdict() != Verdict.ACCEPTED) {
            end(judged.attempt(), new Outcome(Optional.of(judged.at()), Words.of(judged.verdict()), "", ""));
        }
    }

    private void end(Attempt attempt, Outcome outcome) {
        Optional.ofNullable(open.remove(attempt.key())).ifPresent(steps -> tell(steps, outcome));
    }

    @Override
    public void end() {
        open.values().forEach(steps -> tell(steps, new Outcome(Optional.empty(), "open", "", "")));
    }

    private void tell(Steps steps, Outcome outcome) {
        var found = steps.found.event();
        var candidate = found.attempt().candidate();
        answer.row(
                candidate.source(),
                candidate.watch(),
                Words.of(candidate.pinned()),
                candidate.digest(),
                found.attempt().number(),
                found.at(),
                steps.rebuilt,
                steps.scanned,
                steps.judged,
                outcome.at().map(Instant::toString).orElse(""),
                outcome.what(),
                outcome.where(),
                outcome.commit().isEmpty() ? found.commit() : outcome.commit(),
                outcome.at()
                        .map(end ->
                                String.valueOf(Duration.between(found.at(), end).toSeconds()))
                        .orElse(""),
                steps.found.index());
    }
}
