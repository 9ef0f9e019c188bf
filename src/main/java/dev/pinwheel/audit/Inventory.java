package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.util.List;
import java.util.Optional;

/** Which repositories, files and lines pin which digest. */
final class Inventory implements Inquiry, NewestReadings.Listener {

    static final Question.Answered QUESTION = new Question.Answered(
            3,
            "inventory",
            "Which repositories, files and lines are pinned to a digest, now or at a time?",
            List.of("source", "commit", "read", "image", "digest", "file", "line", "entry", "note"),
            "",
            Inventory::new);

    private final Answer answer;
    private final NewestReadings readings;

    private Inventory(Asked asked, Reports reports, Answer answer) {
        this.answer = answer;
        this.readings = new NewestReadings(asked, reports);
    }

    @Override
    public void hear(Recorded<Event> fact) {
        readings.hear(fact);
    }

    @Override
    public void end() {
        readings.tell(this);
    }

    @Override
    public void unknown(Recorded<SourceRead> read, String reason) {
        row(read, new PinnedPlace("", Optional.empty(), "", 0), reason);
    }

    @Override
    public void place(Recorded<SourceRead> read, PinnedPlace place) {
        row(read, place, place.digest().isEmpty() ? "not pinned" : "");
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
