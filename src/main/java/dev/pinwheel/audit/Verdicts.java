package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.util.List;

/** Why the policy let a candidate pass, held or blocked it. */
final class Verdicts implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            5,
            "verdicts",
            "Why was a candidate allowed, held or denied: policy, gates, reasons?",
            List.of(
                    "source",
                    "image",
                    "to",
                    "attempt",
                    "judged",
                    "verdict",
                    "policy",
                    "gate",
                    "outcome",
                    "reason",
                    "evidence",
                    "entry"),
            "exceptions in force: waits for exception.granted",
            Verdicts::new);

    private final Asked asked;
    private final Answer answer;

    private Verdicts(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (!(fact.event() instanceof CandidateJudged judged)) {
            return;
        }
        var candidate = judged.attempt().candidate();
        if (!asked.about(candidate.source(), candidate.watch())) {
            return;
        }
        for (var gate : judged.gates()) {
            answer.row(
                    candidate.source(),
                    candidate.watch(),
                    candidate.digest(),
                    judged.attempt().number(),
                    judged.at(),
                    Words.of(judged.verdict()),
                    judged.policy(),
                    gate.name(),
                    Words.of(gate.outcome()),
                    gate.reason(),
                    gate.evidence()
                            .map(evidence -> evidence.digest().toString())
                            .orElse(""),
                    fact.index());
        }
    }
}
