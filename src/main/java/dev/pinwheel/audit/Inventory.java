package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.util.List;
import java.util.Optional;

/** Which repositories, files and lines pin which digest. */
final class Inventory implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            3,
            "inventory",
            "Which repositories, files and lines are pinned to a digest, now or at a time?",
            List.of("source", "commit", "read", "image", "digest", "file", "line", "entry", "note"),
            "",
            Inventory::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes newest;

    private Inventory(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.newest = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            newest.put(List.of(read.source().name()), Noted.row(fact));
        }
    }

    @Override
    public void end() {
        newest.each(Notes.ALL, (source, row) -> tell(Noted.read(row, SourceRead.class)));
    }

    private void tell(Recorded<SourceRead> read) {
        var places = reports.pins(read.event().report());
        if (places.isEmpty()) {
            row(
                    read,
                    new PinnedPlace("", Optional.empty(), "", 0),
                    reports.whyNot(read.event().report()));
        }
        for (var place : places.orElse(List.of())) {
            if (place.isAsked(asked)) {
                row(read, place, place.digest().isEmpty() ? "not pinned" : "");
            }
        }
    }

    private void row(Recorded<SourceRead> read, PinnedPlace place, String note) {
        var event = read.event();
        answer.row(
                event.source(),
                event.commit(),
                event.at(),
                place.image(),
                place.digest().map(Digest::toString).orElse(""),
                place.file(),
                place.line(),
                read.index(),
                note);
    }
}
