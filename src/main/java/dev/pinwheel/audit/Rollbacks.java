package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.util.List;

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
    private final Notes first;

    private Rollbacks(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.first = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            var key = List.of(seen.watch().toString(), seen.digest().toString());
            var before = first.find(key);
            if (before.isEmpty()) {
                first.put(key, List.of(String.valueOf(fact.index())));
            }
            if (before.isPresent()) {
                answer.row(
                        seen.watch(),
                        seen.digest(),
                        seen.previous()
                                .map(previous -> previous.digest().toString())
                                .orElse(""),
                        seen.at(),
                        fact.index(),
                        before.get().getFirst());
            }
        }
    }
}
