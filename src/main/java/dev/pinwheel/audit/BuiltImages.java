package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Recorded;
import java.util.List;

/** Which images were built on which base. */
final class BuiltImages implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            21,
            "built-on",
            "What was the base of an image that was built?",
            List.of(
                    "built_image",
                    "source",
                    "dockerfile",
                    "base_image",
                    "base_digest",
                    "proved",
                    "builder",
                    "built",
                    "entry"),
            "which of them shipped: waits for a fact about a deployment",
            BuiltImages::new);

    private final Asked asked;
    private final Answer answer;

    private BuiltImages(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateRebuilt rebuilt) {
            for (var rebuild : rebuilt.rebuilds()) {
                if (rebuild instanceof Rebuild.Built built) {
                    tell(fact.index(), rebuilt, built);
                }
            }
        }
    }

    private void tell(long entry, CandidateRebuilt rebuilt, Rebuild.Built built) {
        var base = rebuilt.attempt().candidate();
        var named = asked.digest().map(digest -> digest.equals(built.image()) || digest.equals(base.digest()));
        if (asked.about(base.source(), base.watch()) && named.orElse(true)) {
            answer.row(
                    built.image(),
                    base.source(),
                    built.dockerfile(),
                    base.watch(),
                    base.digest(),
                    built.usedCandidate().proved() ? "yes" : "no",
                    built.builder(),
                    rebuilt.at(),
                    entry);
        }
    }
}
