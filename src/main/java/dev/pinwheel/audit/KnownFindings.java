package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.image.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What scans found in each base; what was once found in a digest stays found. */
final class KnownFindings {

    private final Notes scanned;
    private final Notes findings;
    private final Predicate<Finding> wanted;

    KnownFindings(Reports reports, Predicate<Finding> wanted) {
        this.scanned = reports.notes();
        this.findings = reports.notes();
        this.wanted = wanted;
    }

    /** A finding in a base, and the entry of the scan that found it first. */
    record Known(String id, String sourcePackage, String entry) {

        String key() {
            return id + " " + sourcePackage;
        }
    }

    /**
     * Notes what a scan found: in the candidate what it introduces and what remains, in the pinned bases what it
     * fixes and what remains.
     *
     * @return the digests of which something is known by it
     */
    Set<Digest> hear(Recorded<CandidateScanned> scan, Scan.Compared compared, Comparison comparison) {
        var candidate = scan.event().attempt().candidate();
        var bases = bases(scan.event(), compared, comparison.compared());
        var entry = String.valueOf(scan.index());
        for (var base : bases) {
            scanned.put(List.of(base.toString()), List.of(entry));
            note(base, base.equals(candidate.digest()) ? comparison.introduced() : comparison.fixed(), entry);
            note(base, comparison.remaining(), entry);
        }
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

    private void note(Digest base, List<Finding> found, String entry) {
        for (var finding : found) {
            var key = List.of(base.toString(), finding.key());
            if (wanted.test(finding) && findings.find(key).isEmpty()) {
                findings.put(key, List.of(finding.id(), finding.sourcePackage(), entry));
            }
        }
    }

    boolean isScanned(String digest) {
        return scanned.find(List.of(digest)).isPresent();
    }

    boolean has(String digest, String finding) {
        return findings.find(List.of(digest, finding)).isPresent();
    }

    /** What is known of a digest. */
    List<Known> of(String digest) {
        var known = new ArrayList<Known>();
        findings.each(List.of(digest), (key, row) -> known.add(new Known(row.get(0), row.get(1), row.get(2))));
        return known;
    }
}
