package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.util.List;

/** Which digest each tag was last seen at. */
final class TagDigests implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            1,
            "digest-at",
            "Which digest did a tag point to at a time, and since when?",
            List.of("image", "digest", "seen", "first_seen", "entry"),
            "by which vantage point: waits for observations of more than one",
            TagDigests::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes last;
    private final Notes first;

    private TagDigests(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.last = reports.notes();
        this.first = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            var watch = seen.watch().toString();
            var digest = seen.digest().toString();
            var at = seen.at().toString();
            var known = first.find(List.of(watch, digest));
            if (known.isEmpty()) {
                first.put(List.of(watch, digest), List.of(at));
            }
            last.put(
                    List.of(watch),
                    List.of(digest, at, known.orElse(List.of(at)).getFirst(), "" + fact.index()));
        }
    }

    @Override
    public void end() {
        last.each(
                Notes.ALL,
                (watch, row) -> answer.row(watch.getFirst(), row.get(0), row.get(1), row.get(2), row.get(3)));
    }
}
