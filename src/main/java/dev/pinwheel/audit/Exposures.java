package dev.pinwheel.audit;

import dev.pinwheel.audit.KnownFinding.Certainty;
import dev.pinwheel.audit.PinnedBases.Base;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Since when each source pins a base in which a vulnerability is known, and when it no longer did. It begins with a
 * scan of what is pinned or with the reading that pins what was scanned, and ends when nothing that is pinned has it;
 * a digest that was never scanned ends nothing. A row lasts as long as it is as certain: where a scan of several bases
 * does not tell which of them has it, a row of its own says so.
 */
final class Exposures implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            9,
            "exposures",
            "For a vulnerability: which repositories are exposed, since when, until when?",
            List.of(
                    "id",
                    "package",
                    "source",
                    "image",
                    "known_since",
                    "entry",
                    "gone_since",
                    "days",
                    "scan_entry",
                    "note"),
            "the time allowed by class: waits for a rotation's service level",
            Exposures::new);

    private static final String UNSCANNED = "a digest that is pinned now was never scanned";

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes open;
    private final Notes read;
    private final PinnedBases pinned;
    private final KnownFindings findings;

    private Exposures(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.open = reports.notes();
        this.read = reports.notes();
        this.pinned = new PinnedBases(reports);
        this.findings = new KnownFindings(
                reports,
                finding -> asked.vulnerability().map(finding.id()::equals).orElse(true));
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned && scanned.scan() instanceof Scan.Compared compared) {
            scanned(new Recorded<>(fact.index(), scanned), compared);
        } else if (fact.event() instanceof SourceRead reading && asked.about(reading.source())) {
            read(new Recorded<>(fact.index(), reading));
        }
    }

    private void scanned(Recorded<CandidateScanned> scan, Scan.Compared compared) {
        var candidate = scan.event().attempt().candidate();
        assume(candidate);
        var comparison = reports.comparison(compared.report());
        if (comparison.isEmpty() && asked.about(candidate.source(), candidate.watch())) {
            tellGone(new Base(candidate.source().name(), candidate.watch().toString()), compared.report(), scan);
        }
        comparison
                .map(found -> findings.hear(scan, compared, found))
                .orElse(Set.of())
                .forEach(digest -> pinned.at(digest.toString()).forEach(base -> settle(base, scan)));
    }

    /** What is said to be pinned is taken for pinned while no reading of the source can be had. */
    private void assume(Candidate candidate) {
        if (asked.about(candidate.source(), candidate.watch())
                && read.find(List.of(candidate.source().name())).isEmpty()) {
            pinned.pin(
                    new Base(candidate.source().name(), candidate.watch().toString()),
                    candidate.pinned().stream().map(Digest::toString).collect(Collectors.toSet()));
        }
    }

    private void read(Recorded<SourceRead> reading) {
        var source = reading.event().source().name();
        var places = reports.pins(reading.event().report());
        if (places.isEmpty()) {
            read.remove(List.of(source));
            tellGone(new Base(source, ""), reading.event().report(), reading);
            return;
        }
        read.put(List.of(source), List.of());
        var now = new TreeMap<String, Set<String>>();
        pinned.images(source).forEach(image -> now.put(image, new HashSet<>()));
        places.get().stream().filter(place -> asked.isAbout(place.image())).forEach(place -> place.digest()
                .ifPresent(digest -> now.computeIfAbsent(place.image(), image -> new HashSet<>())
                        .add(digest.toString())));
        pin(source, now, reading);
    }

    private void pin(String source, Map<String, Set<String>> now, Recorded<? extends Event> fact) {
        now.forEach((image, digests) -> {
            var base = new Base(source, image);
            if (!pinned.digests(base).equals(digests)) {
                pinned.pin(base, digests);
                settle(base, fact);
            }
        });
    }

    /** Ends and begins what follows from what is pinned and known now. */
    private void settle(Base base, Recorded<? extends Event> fact) {
        var digests = pinned.digests(base).stream().sorted().toList();
        var areScanned = digests.stream().allMatch(findings::isScanned);
        open.each(base.key(), (key, row) -> {
            var exposure = Exposure.read(row);
            var now = findings.certainty(digests, key.get(2));
            var isOver = now == Certainty.NONE ? areScanned : exposure.certain() != (now == Certainty.CERTAIN);
            if (isOver) {
                open.remove(key);
                exposure.tell(base, Optional.of(fact.event().at()), note(exposure, now), answer);
            }
        });
        for (var digest : digests) {
            findings.of(digest).forEach(found -> expose(base, digests, found, fact));
        }
    }

    private static String note(Exposure ended, Certainty now) {
        return switch (now) {
            case NONE -> ended.doubt();
            case PERHAPS, ONE_OF -> "from then on it is not told apart";
            case CERTAIN -> ended.doubt() + "; from then on it is known";
        };
    }

    private void expose(Base base, List<String> digests, KnownFinding found, Recorded<? extends Event> fact) {
        var key = List.of(base.source(), base.image(), found.key());
        if (open.find(key).isEmpty()) {
            var surest = findings.surest(digests, found.key()).orElse(found);
            var isCertain = surest.where(digests) == Certainty.CERTAIN;
            open.put(key, Exposure.begins(surest, isCertain, fact).row());
        }
    }

    @Override
    public void end() {
        open.each(Notes.ALL, (key, row) -> {
            var base = new Base(key.get(0), key.get(1));
            var exposure = Exposure.read(row);
            var areScanned = pinned.digests(base).stream().allMatch(findings::isScanned);
            exposure.tell(base, Optional.empty(), areScanned ? exposure.doubt() : UNSCANNED, answer);
        });
    }

    private void tellGone(Base base, Descriptor report, Recorded<? extends Event> fact) {
        var at = fact.event().at();
        answer.row("", "", base.source(), base.image(), at, fact.index(), "", "", "", reports.whyNot(report));
    }
}
