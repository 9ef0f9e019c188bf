package dev.pinwheel.candidate;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Comparison.Application;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.ScannerUsed;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The inventories of a candidate and of what is pinned, all by the same scanner with the same data,
 * ready to be compared.
 *
 * <p>A source may pin several digests of one tag. The candidate must then be no worse than any of
 * them: a finding that only some of them have is introduced where it was not, and one that only some
 * had and the candidate lacks is fixed.
 *
 * @param pinnedBases one for each pinned digest that can still be pulled
 * @param rebuilt one for each Dockerfile
 */
public record Comparing(
        ScannerUsed scanner, List<Inventory> pinnedBases, Inventory candidateBase, List<RebuiltInventory> rebuilt) {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::id)
            .thenComparing(Finding::sourcePackage);

    public Comparing {
        pinnedBases = List.copyOf(pinnedBases);
        rebuilt = List.copyOf(rebuilt);
    }

    /**
     * The bases compared with each other, and each rebuilt image's own layers with those of the last
     * accepted build. That build is compared with only if it was scanned with the same data: else a
     * flaw that became known since would look as if the build had brought it.
     */
    public Comparison compare(Optional<Comparison> lastAccepted) {
        var everywhere = inEveryPinnedBase();
        var candidate = keys(candidateBase.findings());
        var fixed = pinnedBases.stream().flatMap(base -> base.findings().stream());
        return new Comparison(
                scanner,
                !pinnedBases.isEmpty(),
                sorted(fixed.toList(), finding -> !candidate.contains(finding.key())),
                sorted(candidateBase.findings(), finding -> !everywhere.contains(finding.key())),
                sorted(candidateBase.findings(), finding -> everywhere.contains(finding.key())),
                packageChanges(),
                applications(
                        candidate, lastAccepted.filter(last -> last.scanner().equals(scanner))));
    }

    private Set<String> inEveryPinnedBase() {
        var everywhere = keys(candidateBase.findings());
        pinnedBases.forEach(base -> everywhere.retainAll(keys(base.findings())));
        return everywhere;
    }

    private static Set<String> keys(Collection<Finding> findings) {
        return findings.stream().map(Finding::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each key once, the worst first. */
    private static List<Finding> sorted(Collection<Finding> findings, Predicate<Finding> wanted) {
        var seen = new TreeSet<String>();
        return findings.stream()
                .filter(wanted)
                .sorted(WORST_FIRST)
                .filter(finding -> seen.add(finding.key()))
                .toList();
    }

    private List<PackageChange> packageChanges() {
        var changes = new LinkedHashSet<PackageChange>();
        for (var name : packageNames()) {
            var after = Optional.ofNullable(candidateBase.versions().get(name));
            for (var base : pinnedBases) {
                var before = Optional.ofNullable(base.versions().get(name));
                if (!before.equals(after)) {
                    changes.add(new PackageChange(name, before, after));
                }
            }
        }
        return List.copyOf(changes);
    }

    private TreeSet<String> packageNames() {
        var names = new TreeSet<>(candidateBase.versions().keySet());
        pinnedBases.forEach(base -> names.addAll(base.versions().keySet()));
        return names;
    }

    private List<Application> applications(Set<String> inBase, Optional<Comparison> last) {
        return rebuilt.stream()
                .map(image -> {
                    var own = sorted(image.inventory().findings(), finding -> !inBase.contains(finding.key()));
                    return last.flatMap(comparison -> application(comparison, image.dockerfile()))
                            .map(before -> compared(image.dockerfile(), own, before))
                            .orElseGet(() -> new Application(image.dockerfile(), own, List.of(), false));
                })
                .toList();
    }

    private static Optional<Application> application(Comparison comparison, String dockerfile) {
        return comparison.applications().stream()
                .filter(application -> application.dockerfile().equals(dockerfile))
                .findFirst();
    }

    private static Application compared(String dockerfile, List<Finding> own, Application before) {
        var known = keys(before.own());
        return new Application(dockerfile, own, sorted(own, finding -> !known.contains(finding.key())), true);
    }
}
