package dev.pinwheel.candidate;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Reports;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scans the pinned bases, the candidate base and the rebuilt images with the same scanner and the same
 * data, and compares them; the build that was proposed last stands for what is deployed.
 */
public final class Scanning {

    private final Scanner scanner;
    private final Workbench workbench;
    private final Evidence evidence;
    private final History history;
    private final Clock clock;

    public Scanning(Scanner scanner, Workbench workbench, Evidence evidence, History history, Clock clock) {
        this.scanner = scanner;
        this.workbench = workbench;
        this.evidence = evidence;
        this.history = history;
        this.clock = clock;
    }

    CandidateScanned scan(CandidateRebuilt rebuilt) {
        try {
            var scan = outcome(rebuilt);
            return new CandidateScanned(clock.instant(), rebuilt.attempt(), scan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what only the rebuild and the scan needed. */
    void tidy(Attempt attempt) {
        try {
            workbench.place().clear(attempt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Scan outcome(CandidateRebuilt rebuilt) throws IOException {
        var candidate = rebuilt.attempt().candidate();
        var dockerfiles = built(rebuilt);
        var bases = bases(candidate);
        return switch (scanner.scan(images(rebuilt.attempt(), bases, dockerfiles))) {
            case ScanResult.NotScanned(var reason) -> new Scan.NotScanned(reason);
            case ScanResult.Scanned scanned -> {
                var pinned = bases.size();
                var inventories = scanned.inventories();
                var comparing = new Comparing(
                        scanned.scanner(),
                        inventories.subList(0, pinned),
                        inventories.get(pinned),
                        rebuilt(dockerfiles, inventories.subList(pinned + 1, inventories.size())));
                yield compared(comparing.compare(lastAccepted(candidate)));
            }
        };
    }

    /** The pinned bases; where one of them is known to have vanished, those that the registry has. */
    private List<Digest> bases(Candidate candidate) {
        var isUrgent = history.progress(candidate)
                .filter(progress -> progress.found().event().urgency().isPresent())
                .isPresent();
        return isUrgent
                ? candidate.pinned().stream()
                        .filter(digest -> isThere(candidate, digest))
                        .toList()
                : candidate.pinned();
    }

    private boolean isThere(Candidate candidate, Digest digest) {
        try {
            workbench.images().of(candidate.watch().repository(), digest, workbench.platform());
            return true;
        } catch (RegistryException e) {
            return !(e.failure() instanceof Resolution.Unknown);
        }
    }

    private static List<String> built(CandidateRebuilt rebuilt) {
        return rebuilt.rebuilds().stream()
                .filter(Rebuild.Built.class::isInstance)
                .map(Rebuild::dockerfile)
                .toList();
    }

    private List<ImageAt> images(Attempt attempt, List<Digest> bases, List<String> dockerfiles) {
        var candidate = attempt.candidate();
        var repository = candidate.watch().repository();
        var images = new ArrayList<ImageAt>();
        for (var digest : bases) {
            images.add(new ImageAt.InRegistry(repository, digest, workbench.platform()));
        }
        images.add(new ImageAt.InRegistry(repository, candidate.digest(), workbench.platform()));
        for (var dockerfile : dockerfiles) {
            images.add(new ImageAt.InLayout(workbench.place().layout(attempt, dockerfile)));
        }
        return images;
    }

    private static List<RebuiltInventory> rebuilt(List<String> dockerfiles, List<Inventory> inventories) {
        var rebuilt = new ArrayList<RebuiltInventory>();
        for (var i = 0; i < dockerfiles.size(); i++) {
            rebuilt.add(new RebuiltInventory(dockerfiles.get(i), inventories.get(i)));
        }
        return rebuilt;
    }

    private Optional<Comparison> lastAccepted(Candidate candidate) throws IOException {
        var accepted = history.lastAccepted(candidate.source(), candidate.watch());
        if (accepted.isPresent() && accepted.get().event().scan() instanceof Scan.Compared compared) {
            return Optional.of(Reports.comparison(evidence.get(compared.report())));
        }
        return Optional.empty();
    }

    private Scan compared(Comparison comparison) throws IOException {
        var report = evidence.put(Reports.COMPARISON, Reports.bytes(comparison));
        return new Scan.Compared(
                comparison.scanner(),
                comparison.fixed().size(),
                comparison.introduced().size(),
                comparison.remaining().size(),
                report);
    }
}
