package dev.pinwheel.audit;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Since when each vulnerability of a pinned base is known, and when a read source no longer pinned that base. */
final class Exposures implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            9,
            "exposures",
            "For a vulnerability: which repositories are exposed, since when, until when?",
            List.of("id", "package", "source", "image", "known_since", "entry", "gone_since", "days"),
            "the time allowed by class: waits for a rotation's service level",
            Exposures::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes open;
    private final Notes fixedBy;

    private Exposures(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.open = reports.notes();
        this.fixedBy = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned && scanned.scan() instanceof Scan.Compared compared) {
            var candidate = scanned.attempt().candidate();
            if (asked.about(candidate.source(), candidate.watch())) {
                reports.comparison(compared.report()).ifPresent(found -> compared(candidate, found, fact));
            }
        } else if (fact.event() instanceof SourceRead read) {
            open.each(List.of(read.source().name()), (key, row) -> read(key, row, read));
        }
    }

    private void compared(Candidate candidate, Comparison found, Recorded<Event> fact) {
        var place = List.of(candidate.source().name(), candidate.watch().toString());
        for (var finding : found.fixed()) {
            fixedBy.put(fix(place, candidate.digest(), finding.key()), List.of());
            expose(place, finding, fact);
        }
        found.remaining().forEach(finding -> expose(place, finding, fact));
    }

    private static List<String> fix(List<String> place, Digest digest, String finding) {
        return List.of(place.get(0), place.get(1), digest.toString(), finding);
    }

    private void expose(List<String> place, Finding finding, Recorded<Event> fact) {
        var key = List.of(place.get(0), place.get(1), finding.key());
        if (asked.vulnerability().map(finding.id()::equals).orElse(true)
                && open.find(key).isEmpty()) {
            var since = fact.event().at().toString();
            open.put(key, List.of(finding.id(), finding.sourcePackage(), since, String.valueOf(fact.index())));
        }
    }

    /** An exposure is gone when everything that is pinned now fixes it. */
    private void read(List<String> key, List<String> exposure, SourceRead read) {
        reports.pins(read.report()).ifPresent(pins -> {
            var gone = pins.stream()
                    .filter(pin -> pin.image().equals(key.get(1)))
                    .flatMap(pin -> pin.digest().stream())
                    .distinct()
                    .allMatch(
                            digest -> fixedBy.find(fix(key, digest, key.get(2))).isPresent());
            if (gone) {
                open.remove(key);
                tell(key, exposure, Optional.of(read.at()));
            }
        });
    }

    @Override
    public void end() {
        open.each(Notes.ALL, (key, exposure) -> tell(key, exposure, Optional.empty()));
    }

    private void tell(List<String> key, List<String> exposure, Optional<Instant> gone) {
        var since = Instant.parse(exposure.get(2));
        answer.row(
                exposure.get(0),
                exposure.get(1),
                key.get(0),
                key.get(1),
                since,
                exposure.get(3),
                gone.map(Instant::toString).orElse(""),
                gone.map(end -> String.valueOf(Duration.between(since, end).toDays()))
                        .orElse(""));
    }
}
