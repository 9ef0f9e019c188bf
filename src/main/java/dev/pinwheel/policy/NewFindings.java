package dev.pinwheel.policy;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Gate.Outcome;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.image.Descriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does the candidate bring a finding at or above the policy's severity? What the base brings counts,
 * and what a Dockerfile's own layers bring where they could be compared with the last accepted build.
 */
record NewFindings(Policy policy) implements Check {

    private static final String NAME = "new-findings";

    @Override
    public Gate hold(Dossier dossier) {
        return switch (dossier.scanned().scan()) {
            case Scan.NotScanned(var reason) -> held(Sentence.of("Nothing could be scanned: " + reason));
            case Scan.Compared compared -> {
                if (dossier.comparison().isEmpty()) {
                    yield held("The scan's report " + compared.report().digest() + " could not be read.");
                }
                var comparison = dossier.comparison().get();
                yield covers(comparison, dossier)
                        ? judged(comparison, compared.report())
                        : held("Not every built image is in the scan's report.");
            }
        };
    }

    private static Gate held(String reason) {
        return new Gate(NAME, Outcome.HOLD, reason, Optional.empty());
    }

    private static boolean covers(Comparison comparison, Dossier dossier) {
        var scanned = comparison.applications().stream()
                .map(Comparison.Application::dockerfile)
                .collect(Collectors.toSet());
        return Built.in(dossier).stream().map(Rebuild.Built::dockerfile).allMatch(scanned::contains);
    }

    private Gate judged(Comparison comparison, Descriptor report) {
        return comparison.compared() ? comparedWithBase(comparison, report) : withoutBase(comparison, report);
    }

    /** To stay at a base that nobody can pull is no choice, so that this warns and does not block. */
    private Gate withoutBase(Comparison comparison, Descriptor report) {
        var counting = counting(comparison.remaining().stream());
        var reason = "The pinned base can no longer be pulled, so nothing can be called new; the candidate has "
                + Sentence.count(counting.size(), "finding") + " at or above " + policy.threshold()
                + (counting.isEmpty() ? "." : ": " + Sentence.list(counting) + ".");
        return new Gate(NAME, Outcome.WARN, reason, Optional.of(report));
    }

    private List<String> counting(Stream<Finding> findings) {
        return findings.filter(finding -> policy.counts(finding.severity()))
                .map(finding -> finding.id() + " in " + finding.sourcePackage())
                .toList();
    }

    private Gate comparedWithBase(Comparison comparison, Descriptor report) {
        var introduced = new LinkedHashMap<String, Finding>();
        Stream.concat(
                        comparison.introduced().stream(),
                        comparison.applications().stream().flatMap(each -> each.introduced().stream()))
                .forEach(finding -> introduced.putIfAbsent(finding.key(), finding));
        var counting = counting(introduced.values().stream());
        if (counting.isEmpty()) {
            return new Gate(NAME, Outcome.PASS, passed(introduced.size()), Optional.of(report));
        }
        var outcome = policy.stage() == Stage.MONITOR ? Outcome.WARN : Outcome.BLOCK;
        var reason = "The candidate brings " + Sentence.count(counting.size(), "new finding") + " at or above "
                + policy.threshold() + ": " + Sentence.list(counting) + ".";
        return new Gate(NAME, outcome, reason, Optional.of(report));
    }

    private String passed(int milder) {
        return milder == 0
                ? "The candidate brings no new finding."
                : "The candidate brings no new finding at or above " + policy.threshold() + ", and "
                        + Sentence.count(milder, "milder one") + ".";
    }
}
