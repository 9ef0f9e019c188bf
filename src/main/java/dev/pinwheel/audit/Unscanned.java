package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which pinned digests have no scan in the last days. */
final class Unscanned implements Inquiry, NewestReadings.Listener {

    static final Question.Answered QUESTION = new Question.Answered(
            7,
            "unscanned",
            "Which pinned digests have no scan in the last days (30 if not said)?",
            List.of("source", "image", "digest", "file", "line", "last_scan", "days_ago", "note"),
            "",
            Unscanned::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final NewestReadings readings;
    private final Notes scanned;

    private Unscanned(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.readings = new NewestReadings(asked, reports);
        this.scanned = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        readings.hear(fact);
        if (fact.event() instanceof CandidateScanned done && done.scan() instanceof Scan.Compared compared) {
            var withPinned = reports.comparison(compared.report())
                    .map(Comparison::compared)
                    .orElse(true);
            KnownFindings.bases(done, compared, withPinned).forEach(base -> scanned(base, done.at()));
        }
    }

    private void scanned(Digest digest, Instant at) {
        scanned.put(List.of(digest.toString()), List.of(at.toString()));
    }

    @Override
    public void end() {
        readings.tell(this);
    }

    @Override
    public void unknown(Recorded<SourceRead> read, String reason) {
        answer.row(read.event().source(), "", "", "", "", "", "", reason);
    }

    @Override
    public void place(Recorded<SourceRead> read, PinnedPlace place) {
        place.digest().ifPresent(digest -> tell(read.event().source(), place, digest));
    }

    private void tell(Source source, PinnedPlace place, Digest digest) {
        var last = scanned.find(List.of(digest.toString())).map(row -> Instant.parse(row.getFirst()));
        var ago = last.map(at -> Duration.between(at, readings.present()).toDays());
        if (ago.map(days -> days >= asked.days()).orElse(true)) {
            answer.row(
                    source,
                    place.image(),
                    digest,
                    place.file(),
                    place.line(),
                    last.map(Instant::toString).orElse("never"),
                    ago.map(String::valueOf).orElse(""),
                    "");
        }
    }
}
