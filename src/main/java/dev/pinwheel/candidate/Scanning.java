package dev.pinwheel.candidate;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
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

    /** All images of a scan are in one ledger entry, which has a limit. */
    private static final int MOST = 80;

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
        var bases = bases(candidate);
        var subjects = subjects(rebuilt, bases);
        if (subjects.size() > MOST) {
            return new Scan.NotScanned(
                    subjects.size() + " images would have to be scanned; at most " + MOST + " are for one proposal");
        }
        return switch (scanner.scan(subjects.stream().map(Subject::place).toList())) {
            case ScanResult.NotScanned(var reason) -> new Scan.NotScanned(reason);
            case ScanResult.Scanned scanned -> {
                var images = filed(scanned, subjects);
                yield compared(comparing(scanned, subjects, bases.size()).compare(lastAccepted(candidate)), images);
            }
        };
    }

    private List<ScannedImage> filed(ScanResult.Scanned scanned, List<Subject> subjects) throws IOException {
        var filing = new Filing(evidence, scanned.scanner());
        var images = new ArrayList<ScannedImage>();
        for (var i = 0; i < subjects.size(); i++) {
            images.add(filing.file(subjects.get(i), scanned.inventories().get(i)));
        }
        return images;
    }

    private static Comparing comparing(ScanResult.Scanned scanned, List<Subject> subjects, int pinned) {
        var inventories = scanned.inventories();
        var rebuilt = new ArrayList<RebuiltInventory>();
        for (var i = pinned + 1; i < subjects.size(); i++) {
            rebuilt.add(new RebuiltInventory(subjects.get(i).dockerfile().orElseThrow(), inventories.get(i)));
        }
        return new Comparing(scanned.scanner(), inventories.subList(0, pinned), inventories.get(pinned), rebuilt);
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

    /** The pinned bases, the candidate base and the rebuilt images, in this order. */
    private List<Subject> subjects(CandidateRebuilt rebuilt, List<Digest> bases) {
        var candidate = rebuilt.attempt().candidate();
        var subjects = new ArrayList<Subject>();
        bases.forEach(digest -> subjects.add(base(candidate, digest)));
        subjects.add(base(candidate, candidate.digest()));
        for (var rebuild : rebuilt.rebuilds()) {
            if (rebuild instanceof Rebuild.Built built) {
                var layout = workbench.place().layout(rebuilt.attempt(), built.dockerfile());
                subjects.add(new Subject(new ImageAt.InLayout(layout), built.image(), Optional.of(built.dockerfile())));
            }
        }
        return subjects;
    }

    private Subject base(Candidate candidate, Digest digest) {
        var place = new ImageAt.InRegistry(candidate.watch().repository(), digest, workbench.platform());
        return new Subject(place, digest, Optional.empty());
    }

    private Optional<Comparison> lastAccepted(Candidate candidate) throws IOException {
        var accepted = history.lastAccepted(candidate.source(), candidate.watch());
        if (accepted.isPresent() && accepted.get().event().scan() instanceof Scan.Compared compared) {
            return Optional.of(Reports.comparison(evidence.get(compared.report())));
        }
        return Optional.empty();
    }

    private Scan compared(Comparison comparison, List<ScannedImage> images) throws IOException {
        var report = evidence.put(Reports.COMPARISON, Reports.bytes(comparison));
        return new Scan.Compared(
                comparison.scanner(),
                comparison.fixed().size(),
                comparison.introduced().size(),
                comparison.remaining().size(),
                report,
                images);
    }
}
