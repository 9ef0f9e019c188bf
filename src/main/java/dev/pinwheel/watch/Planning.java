package dev.pinwheel.watch;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.watch.Maturity.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What is to be done for one source's pins of one tag, by what the ledger holds. */
final class Planning {

    private final History history;
    private final Registry registry;
    private final Maturity maturity;
    private final Duration retry;
    private final Clock clock;

    Planning(History history, Registry registry, Maturity maturity, Duration retry, Clock clock) {
        this.history = history;
        this.registry = registry;
        this.maturity = maturity;
        this.retry = retry;
        this.clock = clock;
    }

    /** The next step for a source's pins of a tag. */
    Plan plan(PinnedSource source, Watch watch, List<Digest> pinned) {
        var newer = maturity.newerThan(watch, pinned);
        var unpullable = "";
        for (var sighting : newer.stream().filter(maturity::hasMatured).toList()) {
            var candidate = new Candidate(source.source(), watch, pinned, sighting.digest());
            var progress = history.progress(candidate);
            if (progress.isPresent()) {
                return next(source, candidate, sighting, progress.get());
            }
            try {
                registry.manifest(watch.repository(), sighting.digest());
                return found(source, new Attempt(candidate, 1), sighting);
            } catch (RegistryException e) {
                unpullable = String.valueOf(e.getMessage());
            }
        }
        if (!unpullable.isEmpty()) {
            return new Plan.Unpullable(watch, unpullable);
        }
        return newer.stream()
                .min(Comparator.comparing(Sighting::firstSeen))
                .<Plan>map(oldest -> waiting(source, watch, pinned, oldest))
                .orElseGet(Plan.Nothing::new);
    }

    private Plan next(PinnedSource source, Candidate candidate, Sighting sighting, Progress progress) {
        if (progress.isOpen() && !isOutdated(source, progress)) {
            return new Plan.Resume(progress.last());
        }
        if (progress.isOpen()) {
            return again(source, candidate, sighting, progress);
        }
        var held = progress.judged().map(Recorded::event).filter(judged -> judged.verdict() != Verdict.ACCEPTED);
        if (held.isPresent() && !held.get().at().plus(retry).isAfter(clock.instant())) {
            return again(source, candidate, sighting, progress);
        }
        return new Plan.Nothing();
    }

    /** Whether an accepted attempt waits to be proposed while the source has gone on since it was rebuilt. */
    private static boolean isOutdated(PinnedSource source, Progress progress) {
        return progress.judged().isPresent()
                && !progress.found().event().commit().equals(source.commit());
    }

    private Plan again(PinnedSource source, Candidate candidate, Sighting sighting, Progress progress) {
        var number = progress.found().event().attempt().number() + 1;
        return found(source, new Attempt(candidate, number), sighting);
    }

    private Plan found(PinnedSource source, Attempt attempt, Sighting sighting) {
        return new Plan.Tell(
                new CandidateFound(clock.instant(), attempt, source.branch(), source.commit(), sighting.firstSeen()));
    }

    private Plan waiting(PinnedSource source, Watch watch, List<Digest> pinned, Sighting oldest) {
        var candidate = new Candidate(source.source(), watch, pinned, oldest.digest());
        return new Plan.Tell(
                new CandidateWaiting(clock.instant(), candidate, oldest.firstSeen(), maturity.matures(oldest)));
    }
}
