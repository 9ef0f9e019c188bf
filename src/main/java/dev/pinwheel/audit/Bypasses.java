package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.util.List;

/** Pins that moved to a digest which was not proposed. */
final class Bypasses implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            17,
            "bypasses",
            "Which pins were moved by hand, past the bot?",
            List.of("source", "commit", "read", "image", "from", "to", "file", "line", "entry"),
            "who did it: waits for a fact about the commit's author",
            Bypasses::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes proposed;
    private final Notes places;
    private final Notes readings;

    private Bypasses(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.proposed = reports.notes();
        this.places = reports.notes();
        this.readings = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof Proposed proposal) {
            var candidate = proposal.attempt().candidate();
            proposed.put(proposal(candidate.source(), candidate.digest()), List.of());
        } else if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            reports.pins(read.report()).ifPresent(pins -> read(new Recorded<>(fact.index(), read), pins));
        }
    }

    private static List<String> proposal(Source source, Digest digest) {
        return List.of(source.name(), digest.toString());
    }

    private static List<String> place(Source source, PinnedPlace pin) {
        return List.of(source.name(), pin.image(), pin.file(), String.valueOf(pin.line()));
    }

    /** What was pinned where is compared with the reading before; places that it did not have are older. */
    private void read(Recorded<SourceRead> read, List<PinnedPlace> pins) {
        var source = List.of(read.event().source().name());
        var before = readings.find(source).map(List::getFirst).orElse("");
        var now = String.valueOf(read.index());
        for (var pin : pins) {
            pin.digest().ifPresent(digest -> {
                places.find(place(read.event().source(), pin))
                        .filter(known -> known.get(1).equals(before))
                        .map(known -> Digest.parse(known.getFirst()))
                        .filter(from -> !from.equals(digest))
                        .filter(from -> proposed.find(proposal(read.event().source(), digest))
                                .isEmpty())
                        .ifPresent(from -> tell(read, pin, from, digest));
            });
        }
        for (var pin : pins) {
            pin.digest()
                    .ifPresent(
                            digest -> places.put(place(read.event().source(), pin), List.of(digest.toString(), now)));
        }
        readings.put(source, List.of(now));
    }

    private void tell(Recorded<SourceRead> read, PinnedPlace place, Digest from, Digest to) {
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
