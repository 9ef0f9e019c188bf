package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which pinned images stand on a distribution whose security updates have ended or end soon. */
final class Aging implements Inquiry {

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

    /** What is known of a base. */
    private record Known(String system, Optional<LocalDate> endOfLife, String note, String entry) {

        private static final Known NOTHING = new Known("", Optional.empty(), "never scanned", "");
    }

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Map<Source, SourceRead> newest = new LinkedHashMap<>();
    private final Map<Digest, Known> known = new HashMap<>();
    private Instant now = Instant.EPOCH;

    private Aging(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        now = fact.event().at().isAfter(now) ? fact.event().at() : now;
        if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            newest.put(read.source(), read);
        } else if (fact.event() instanceof CandidateScanned scanned) {
            scanned(scanned, String.valueOf(fact.index()));
        }
    }

    private void scanned(CandidateScanned scanned, String entry) {
        switch (scanned.scan()) {
            case Scan.Compared compared ->
                compared.images().stream()
                        .filter(image -> image.dockerfile().isEmpty())
                        .forEach(image -> known.put(image.image(), known(image, entry)));
            case Scan.NotScanned(var reason) -> {
                var not = new Known("", Optional.empty(), "not scanned: " + reason, entry);
                scanned.attempt().candidate().pinned().forEach(pinned -> known.putIfAbsent(pinned, not));
            }
        }
    }

    private static Known known(ScannedImage image, String entry) {
        return new Known(image.system(), image.endOfLife(), "", entry);
    }

    @Override
    public void end() {
        var today = LocalDate.ofInstant(asked.asOf().orElse(now), ZoneOffset.UTC);
        for (var read : newest.values()) {
            for (var place : reports.pins(read.report()).orElse(List.of())) {
                if (place.isAsked(asked)) {
                    place.digest().ifPresent(digest -> tell(read.source(), place, digest, today));
                }
            }
        }
    }

    private void tell(Source source, PinnedPlace place, Digest digest, LocalDate today) {
        var about = known.getOrDefault(digest, Known.NOTHING);
        var past = about.endOfLife().map(end -> ChronoUnit.DAYS.between(end, today));
        if (past.map(days -> days >= -asked.days()).orElse(true)) {
            answer.row(
                    source,
                    place.image(),
                    digest,
                    place.file(),
                    place.line(),
                    about.system(),
                    about.endOfLife().map(LocalDate::toString).orElse(""),
                    past.map(String::valueOf).orElse(""),
                    past.map(Aging::note).orElse(about.note().isEmpty() ? "its end is not known" : about.note()),
                    about.entry());
        }
    }

    private static String note(long past) {
        return past > 0 ? "past its end of life" : "ends soon";
    }
}
