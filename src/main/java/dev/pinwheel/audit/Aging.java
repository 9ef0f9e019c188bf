package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Which pinned images stand on a distribution whose security updates have ended or end soon. */
final class Aging implements Inquiry, NewestReadings.Listener {

    static final Question.Answered QUESTION = new Question.Answered(
            18,
            "end-of-life",
            "Which pinned images stand on a distribution past its end of life, or within days of it (30 if not said)?",
            List.of(
                    "source",
                    "image",
                    "digest",
                    "file",
                    "line",
                    "distribution",
                    "end_of_life",
                    "days_past",
                    "note",
                    "entry"),
            "the end of life of what is no distribution, such as a language's release: waits for a fact about it",
            Aging::new);

    /** What is known of a base; the date is empty where it is not known. */
    private record Known(String system, String endOfLife, String note, String entry) {

        private static final Known NOTHING = new Known("", "", "never scanned", "");

        static Known read(List<String> row) {
            return new Known(row.get(0), row.get(1), row.get(2), row.get(3));
        }

        List<String> row() {
            return List.of(system, endOfLife, note, entry);
        }

        Optional<Long> daysPast(LocalDate today) {
            return Optional.of(endOfLife)
                    .filter(date -> !date.isEmpty())
                    .map(date -> ChronoUnit.DAYS.between(LocalDate.parse(date), today));
        }
    }

    private final Asked asked;
    private final Answer answer;
    private final NewestReadings readings;
    private final Notes known;

    private Aging(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.readings = new NewestReadings(asked, reports);
        this.known = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        readings.hear(fact);
        if (fact.event() instanceof CandidateScanned scanned) {
            scanned(scanned, String.valueOf(fact.index()));
        }
    }

    private void scanned(CandidateScanned scanned, String entry) {
        switch (scanned.scan()) {
            case Scan.Compared compared ->
                compared.images().stream()
                        .filter(image -> image.dockerfile().isEmpty())
                        .forEach(image -> known.put(key(image.image()), known(image, entry)));
            case Scan.NotScanned(var reason) -> {
                var not = new Known("", "", "not scanned: " + reason, entry);
                scanned.attempt().candidate().pinned().stream()
                        .map(Aging::key)
                        .filter(pinned -> known.find(pinned).isEmpty())
                        .forEach(pinned -> known.put(pinned, not.row()));
            }
        }
    }

    private static List<String> key(Digest digest) {
        return List.of(digest.toString());
    }

    private static List<String> known(ScannedImage image, String entry) {
        return new Known(
                        image.system(),
                        image.endOfLife().map(LocalDate::toString).orElse(""),
                        "",
                        entry)
                .row();
    }

    @Override
    public void end() {
        readings.tell(this);
    }

    @Override
    public void unknown(Recorded<SourceRead> read, String reason) {
        answer.row(read.event().source(), "", "", "", "", "", "", "", reason, "");
    }

    @Override
    public void place(Recorded<SourceRead> read, PinnedPlace place) {
        place.digest().ifPresent(digest -> tell(read.event().source(), place, digest));
    }

    private void tell(Source source, PinnedPlace place, Digest digest) {
        var today = LocalDate.ofInstant(readings.present(), ZoneOffset.UTC);
        var about = known.find(key(digest)).map(Known::read).orElse(Known.NOTHING);
        var past = about.daysPast(today);
        if (past.map(days -> days >= -asked.days()).orElse(true)) {
            answer.row(
                    source,
                    place.image(),
                    digest,
                    place.file(),
                    place.line(),
                    about.system(),
                    about.endOfLife(),
                    past.map(String::valueOf).orElse(""),
                    past.map(Aging::note).orElse(about.note().isEmpty() ? "its end is not known" : about.note()),
                    about.entry());
        }
    }

    private static String note(long past) {
        return past > 0 ? "past its end of life" : "ends soon";
    }
}
