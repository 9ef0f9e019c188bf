package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Since when each vulnerability of a pinned base is known, and when a read source no longer pinned that base. */
final class Exposures implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            9,
            "exposures",
            "For a vulnerability: which repositories are exposed, since when, until when?",
            List.of("id", "package", "source", "image", "known_since", "entry", "gone_since", "days"),
            "the time allowed by class: waits for a rotation's service level",
            Exposures::new);

    private record Place(Source source, Watch watch) {}

    private record Exposure(String id, String sourcePackage, Instant since, long entry) {}

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Map<Place, Map<String, Exposure>> open = new LinkedHashMap<>();
    private final Map<Place, Map<Digest, Set<String>>> fixedBy = new HashMap<>();

    private Exposures(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned && scanned.scan() instanceof Scan.Compared compared) {
            var candidate = scanned.attempt().candidate();
            var place = new Place(candidate.source(), candidate.watch());
            if (asked.about(place.source(), place.watch())) {
                reports.comparison(compared.report())
                        .ifPresent(found -> compared(place, candidate.digest(), found, fact));
            }
        } else if (fact.event() instanceof SourceRead read) {
            open.forEach((place, exposures) -> {
                if (place.source().equals(read.source())) {
                    reports.pins(read.report()).ifPresent(pins -> read(place, exposures, pins, read.at()));
                }
            });
        }
    }

    private void compared(Place place, Digest digest, Comparison found, Recorded<Event> fact) {
        var fixed =
                fixedBy.computeIfAbsent(place, key -> new HashMap<>()).computeIfAbsent(digest, key -> new HashSet<>());
        found.fixed().forEach(finding -> fixed.add(finding.key()));
        found.fixed().forEach(finding -> expose(place, finding, fact));
        found.remaining().forEach(finding -> expose(place, finding, fact));
    }

    private void expose(Place place, Finding finding, Recorded<Event> fact) {
        if (asked.vulnerability().map(finding.id()::equals).orElse(true)) {
            var exposure = new Exposure(
                    finding.id(), finding.sourcePackage(), fact.event().at(), fact.index());
            open.computeIfAbsent(place, key -> new LinkedHashMap<>()).putIfAbsent(finding.key(), exposure);
        }
    }

    private void read(Place place, Map<String, Exposure> exposures, List<PinnedPlace> pins, Instant at) {
        var image = place.watch().toString();
        var pinned = pins.stream()
                .filter(pin -> pin.image().equals(image))
                .flatMap(pin -> pin.digest().stream())
                .collect(Collectors.toSet());
        var fixed = fixedBy.getOrDefault(place, Map.of());
        exposures.entrySet().removeIf(exposure -> {
            var gone = pinned.stream()
                    .allMatch(digest -> fixed.getOrDefault(digest, Set.of()).contains(exposure.getKey()));
            if (gone) {
                tell(place, exposure.getValue(), Optional.of(at));
            }
            return gone;
        });
    }

    @Override
    public void end() {
        open.forEach(
                (place, exposures) -> exposures.values().forEach(exposure -> tell(place, exposure, Optional.empty())));
    }

    private void tell(Place place, Exposure exposure, Optional<Instant> gone) {
        answer.row(
                exposure.id(),
                exposure.sourcePackage(),
                place.source(),
                place.watch(),
                exposure.since(),
                exposure.entry(),
                gone.map(Instant::toString).orElse(""),
                gone.map(end -> String.valueOf(
                                Duration.between(exposure.since(), end).toDays()))
                        .orElse(""));
    }
}
