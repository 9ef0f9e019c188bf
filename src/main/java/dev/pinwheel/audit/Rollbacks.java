package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a tag went back to a digest that it had left. */
final class Rollbacks implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            13,
            "rollbacks",
            "Did a tag go back to an older digest?",
            List.of("image", "back_to", "from", "seen", "entry", "first_seen_entry"),
            "lost platforms, changed user or entrypoint, another OS release: waits for drift facts",
            Rollbacks::new);

    private final Asked asked;
    private final Answer answer;
    private final Map<Watch, Map<Digest, Long>> first = new HashMap<>();

    private Rollbacks(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            var before = first.computeIfAbsent(seen.watch(), watch -> new HashMap<>())
                    .putIfAbsent(seen.digest(), fact.index());
            if (before != null) {
                answer.row(
                        seen.watch(),
                        seen.digest(),
                        seen.previous()
                                .map(previous -> previous.digest().toString())
                                .orElse(""),
                        seen.at(),
                        fact.index(),
                        before);
            }
        }
    }
}
