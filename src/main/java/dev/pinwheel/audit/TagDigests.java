package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<Watch, Recorded<DigestObserved>> last = new LinkedHashMap<>();
    private final Map<Watch, Map<Digest, Instant>> first = new HashMap<>();

    private TagDigests(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            last.put(seen.watch(), new Recorded<>(fact.index(), seen));
            first.computeIfAbsent(seen.watch(), watch -> new HashMap<>()).putIfAbsent(seen.digest(), seen.at());
        }
    }

    @Override
    public void end() {
        last.forEach((watch, seen) -> {
            var digest = seen.event().digest();
            var firstSeen = first.getOrDefault(watch, Map.of())
                    .getOrDefault(digest, seen.event().at());
            answer.row(watch, digest, seen.event().at(), firstSeen, seen.index());
        });
    }
}
