package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.ViewSplit;
import java.util.List;

/** Where a mirror showed another digest than its registry. */
final class Splits implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            15,
            "splits",
            "Did two vantage points or mirrors ever disagree?",
            List.of("image", "mirror", "kind", "upstream", "mirrored", "seen", "reason", "entry"),
            "until when they disagreed: waits for a fact that says that they agree again",
            Splits::new);

    private final Asked asked;
    private final Answer answer;

    private Splits(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof ViewSplit split && isAsked(split)) {
            answer.row(
                    split.watch(),
                    split.mirror(),
                    Words.of(split.kind()),
                    split.upstream(),
                    split.mirrored(),
                    split.at(),
                    split.reason(),
                    fact.index());
        }
    }

    private boolean isAsked(ViewSplit split) {
        return (asked.about(split.watch()) || asked.about(split.mirror()))
                && asked.digest()
                        .map(digest -> digest.equals(split.upstream()) || digest.equals(split.mirrored()))
                        .orElse(true);
    }
}
