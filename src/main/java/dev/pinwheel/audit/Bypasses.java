package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pins that moved to a digest which was not proposed. */
final class Bypasses implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            17,
            "bypasses",
            "Which pins were moved by hand, past the bot?",
            List.of("source", "commit", "read", "image", "from", "to", "file", "line", "entry"),
            "who did it: waits for a fact about the commit's author",
            Bypasses::new);

    private record Place(String image, String file, long line) {}

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Map<Source, Set<Digest>> proposed = new HashMap<>();
    private final Map<Source, Map<Place, Digest>> before = new HashMap<>();

    private Bypasses(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof Proposed proposal) {
            var candidate = proposal.attempt().candidate();
            proposed.computeIfAbsent(candidate.source(), source -> new HashSet<>())
                    .add(candidate.digest());
        } else if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            reports.pins(read.report()).ifPresent(pins -> read(new Recorded<>(fact.index(), read), pins));
        }
    }

    private void read(Recorded<SourceRead> read, List<PinnedPlace> pins) {
        var source = read.event().source();
        var known = before.getOrDefault(source, Map.of());
        var now = new HashMap<Place, Digest>();
        for (var pin : pins) {
            var place = new Place(pin.image(), pin.file(), pin.line());
            pin.digest().ifPresent(digest -> {
                now.put(place, digest);
                var old = Optional.ofNullable(known.get(place)).filter(from -> !from.equals(digest));
                old.filter(from -> !proposed.getOrDefault(source, Set.of()).contains(digest))
                        .ifPresent(from -> tell(read, place, from, digest));
            });
        }
        before.put(source, now);
    }

    private void tell(Recorded<SourceRead> read, Place place, Digest from, Digest to) {
        var event = read.event();
        answer.row(
                event.source(),
                event.commit(),
                event.at(),
                place.image(),
                from,
                to,
                place.file(),
                place.line(),
                read.index());
    }
}
