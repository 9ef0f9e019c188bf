package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Pins that moved to a digest which was not proposed: what a file pins an image to is held against what it pinned it
 * to at the reading before, wherever in the file.
 */
final class Bypasses implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            17,
            "bypasses",
            "Which pins were moved by hand, past the bot?",
            List.of("source", "commit", "read", "image", "from", "to", "file", "line", "entry", "note"),
            "who did it: waits for a fact about the commit's author",
            Bypasses::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes proposed;
    private final Notes pinned;

    private Bypasses(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.proposed = reports.notes();
        this.pinned = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof Proposed proposal) {
            var candidate = proposal.attempt().candidate();
            proposed.put(
                    List.of(
                            candidate.source().name(),
                            candidate.watch().toString(),
                            candidate.digest().toString()),
                    List.of());
        } else if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            var reading = new Recorded<>(fact.index(), read);
            reports.pins(read.report()).ifPresentOrElse(pins -> read(reading, pins), () -> tellGone(reading));
        }
    }

    /** The lines of a file at which an image is pinned to a digest; the first of them. */
    private static Map<List<String>, Long> places(String source, List<PinnedPlace> pins) {
        var places = new LinkedHashMap<List<String>, Long>();
        for (var pin : pins) {
            pin.digest()
                    .map(Digest::toString)
                    .ifPresent(
                            digest -> places.putIfAbsent(List.of(source, pin.image(), pin.file(), digest), pin.line()));
        }
        return places;
    }

    private void read(Recorded<SourceRead> read, List<PinnedPlace> pins) {
        var source = read.event().source().name();
        var now = places(source, pins);
        now.forEach((place, line) -> {
            if (pinned.find(place).isEmpty() && asked.isAbout(place.get(1)) && !isProposed(place)) {
                left(place, now).ifPresent(from -> tell(read, place, from, line));
            }
        });
        pinned.each(List.of(source), (place, row) -> pinned.remove(place));
        now.keySet().forEach(place -> pinned.put(place, List.of()));
    }

    private boolean isProposed(List<String> place) {
        return proposed.find(List.of(place.get(0), place.get(1), place.get(3))).isPresent();
    }

    /** The digests that the file pinned the image to and no longer does; nothing where it did not pin it. */
    private Optional<String> left(List<String> place, Map<List<String>, Long> now) {
        var before = new TreeSet<String>();
        var left = new TreeSet<String>();
        pinned.sorted(place.subList(0, 3), (key, row) -> {
            before.add(key.get(3));
            if (!now.containsKey(key)) {
                left.add(key.get(3));
            }
        });
        return before.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", left));
    }

    private void tell(Recorded<SourceRead> read, List<String> place, String from, long line) {
        var event = read.event();
        answer.row(
                event.source(),
                event.commit(),
                event.at(),
                place.get(1),
                from,
                place.get(3),
                place.get(2),
                line,
                read.index(),
                "");
    }

    private void tellGone(Recorded<SourceRead> read) {
        var event = read.event();
        answer.row(
                event.source(),
                event.commit(),
                event.at(),
                "",
                "",
                "",
                "",
                "",
                read.index(),
                reports.whyNot(event.report()));
    }
}
