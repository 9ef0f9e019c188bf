package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import java.util.List;

/** Every digest that a tag was seen at, and whether the observation before it is there. */
final class TagSteps implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            2,
            "history",
            "What is the full history of a tag, and is nothing of it missing?",
            List.of("image", "digest", "seen", "entry", "follows_entry", "complete"),
            "",
            TagSteps::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes before;

    private TagSteps(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.before = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            var watch = List.of(seen.watch().toString());
            var known = before.find(watch);
            before.put(watch, row(fact.index(), seen.digest()));
            answer.row(
                    seen.watch(),
                    seen.digest(),
                    seen.at(),
                    fact.index(),
                    seen.previous()
                            .map(previous -> String.valueOf(previous.index()))
                            .orElse(""),
                    seen.previous()
                                    .map(previous -> row(previous.index(), previous.digest()))
                                    .equals(known)
                            ? "yes"
                            : "no: the observation before it is missing");
        }
    }

    private static List<String> row(long index, Digest digest) {
        return List.of(String.valueOf(index), digest.toString());
    }
}
