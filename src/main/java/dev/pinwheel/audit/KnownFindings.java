package dev.pinwheel.audit;

import dev.pinwheel.audit.KnownFinding.Certainty;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.image.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What scans found in each base; what was once found in a digest stays found. A scan of several pinned bases tells only
 * what at least one of them has, or what at least one of them lacks: which one is not told apart.
 */
final class KnownFindings {

    private final Notes scanned;
    private final Notes findings;
    private final Predicate<Finding> wanted;

    KnownFindings(Reports reports, Predicate<Finding> wanted) {
        this.scanned = reports.notes();
        this.findings = reports.notes();
        this.wanted = wanted;
    }

    /**
     * Notes what a scan found: in the candidate what it introduces and what remains, in the pinned bases what it
     * fixes and what remains.
     *
     * @return the digests of which something is known by it
     */
    Set<Digest> hear(Recorded<CandidateScanned> scan, Scan.Compared compared, Comparison comparison) {
        var candidate = scan.event().attempt().candidate().digest();
        var bases = bases(scan.event(), compared, comparison.compared());
        var entry = String.valueOf(scan.index());
        bases.forEach(base -> scanned.put(List.of(base.toString()), List.of(entry)));
        note(comparison.introduced(), entry, Certainty.CERTAIN, Set.of(candidate));
        var pinned = new LinkedHashSet<>(bases);
        pinned.remove(candidate);
        if (pinned.size() == 1) {
            note(comparison.fixed(), entry, Certainty.CERTAIN, pinned);
        } else {
            note(comparison.fixed(), entry, Certainty.ONE_OF, pinned);
            note(comparison.introduced(), entry, Certainty.PERHAPS, pinned);
        }
        note(comparison.remaining(), entry, Certainty.CERTAIN, bases);
        return bases;
    }

    /** The bases that a scan looked at; entries of before the images were named had all of them, or no pinned one. */
    static Set<Digest> bases(CandidateScanned scan, Scan.Compared compared, boolean withPinned) {
        var candidate = scan.attempt().candidate();
        var bases = new LinkedHashSet<Digest>();
        bases.add(candidate.digest());
        if (withPinned) {
            bases.addAll(candidate.pinned());
        }
        if (!compared.images().isEmpty()) {
            bases.removeIf(base -> compared.images().stream()
                    .noneMatch(image ->
                            image.dockerfile().isEmpty() && image.image().equals(base)));
        }
        return bases;
    }

    private void note(List<Finding> found, String entry, Certainty certainty, Set<Digest> bases) {
        var together = certainty != Certainty.ONE_OF
                ? Set.<String>of()
                : bases.stream().map(Digest::toString).collect(Collectors.toCollection(LinkedHashSet::new));
        for (var finding : found) {
            if (wanted.test(finding)) {
                var known = new KnownFinding(finding.id(), finding.sourcePackage(), entry, certainty, together);
                bases.forEach(base -> note(base.toString(), known));
            }
        }
    }

    private void note(String base, KnownFinding known) {
        var key = List.of(base, known.key());
        var before = findings.find(key)
                .map(row -> KnownFinding.read(row).certainty())
                .orElse(Certainty.NONE);
        if (before.compareTo(known.certainty()) < 0) {
            findings.put(key, known.row());
        }
    }

    boolean isScanned(String digest) {
        return scanned.find(List.of(digest)).isPresent();
    }

    /** How surely a place that pins these digests has a finding. */
    Certainty certainty(Collection<String> pinned, String finding) {
        return surest(pinned, finding).map(known -> known.where(pinned)).orElse(Certainty.NONE);
    }

    /** Of what is known of a finding in these digests, that by which a place that pins them has it the most surely. */
    Optional<KnownFinding> surest(Collection<String> pinned, String finding) {
        return pinned.stream()
                .flatMap(digest -> findings.find(List.of(digest, finding)).stream())
                .map(KnownFinding::read)
                .max(Comparator.comparing(known -> known.where(pinned)));
    }

    /** What is known of a digest. */
    List<KnownFinding> of(String digest) {
        var known = new ArrayList<KnownFinding>();
        findings.each(List.of(digest), (key, row) -> known.add(KnownFinding.read(row)));
        return known;
    }
}
