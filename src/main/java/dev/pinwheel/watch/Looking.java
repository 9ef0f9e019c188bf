package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One look at one tag, and what it means against what the ledger holds. */
final class Looking {

    /** The outcome of a look that names a digest of which the registry has no manifest. */
    private static final String UNPROVEN = "unproven";

    /** The outcome where we failed ourselves. */
    static final String BROKEN = "broken";

    private final KeptRegistry registry;
    private final History history;
    private final Failures failures;
    private final Clock clock;

    Looking(KeptRegistry registry, History history, Failures failures, Clock clock) {
        this.registry = registry;
        this.history = history;
        this.failures = failures;
        this.clock = clock;
    }

    /** Asks the registry once, in what began at {@code started}; whatever goes wrong is an outcome. */
    Look look(Instant started, Watch watch) {
        try {
            return switch (registry.resolve(watch)) {
                case Resolution.Resolved(var named) -> named(started, watch, named.digest());
                case Resolution.Failure failure -> failed(started, watch, failure);
            };
        } catch (RuntimeException e) {
            return broken(started, watch, "tried to resolve " + watch + " but " + Reason.of(e));
        }
    }

    /** What a registry names is seen once its manifest has been had; until then the tag stays where it was. */
    private Look named(Instant started, Watch watch, Digest digest) {
        if (history.lastDigest(watch).equals(Optional.of(digest))) {
            return new Look(Optional.of(digest), false, recovered(watch));
        }
        try {
            return moved(watch, proven(watch, digest));
        } catch (RegistryException e) {
            return unproven(started, watch, digest, e.failure());
        }
    }

    /** Where a tag goes to is kept with where it was, to be compared; where it is first seen may never be. */
    private Descriptor proven(Watch watch, Digest digest) throws RegistryException {
        var manifest = registry.prove(watch.repository(), digest);
        return history.lastDigest(watch).isPresent()
                ? registry.manifest(watch.repository(), digest).descriptor()
                : manifest.descriptor();
    }

    private Look moved(Watch watch, Descriptor manifest) {
        var news = recovered(watch);
        var last = history.lastObservation(watch);
        news.add(new DigestObserved(clock.instant(), watch, manifest, last.map(Looking::previous)));
        last.flatMap(left -> returned(watch, manifest, left)).ifPresent(news::add);
        return new Look(Optional.of(manifest.digest()), true, news);
    }

    /** The digest that a tag was seen at last. */
    Optional<Digest> last(Watch watch) {
        return history.lastDigest(watch);
    }

    /** What there is to record of a tag that gives a digest. */
    List<Event> recovered(Watch watch) {
        var news = new ArrayList<Event>();
        failures.answered(watch, clock.instant()).ifPresent(news::add);
        return news;
    }

    private Optional<TagReturned> returned(Watch watch, Descriptor manifest, Recorded<DigestObserved> left) {
        return history.firstSeen(watch, manifest.digest())
                .map(first -> new TagReturned(clock.instant(), watch, manifest.digest(), first, previous(left)));
    }

    private static DigestObserved.Previous previous(Recorded<DigestObserved> last) {
        return new DigestObserved.Previous(last.index(), last.event().digest());
    }

    /** A digest without its manifest: a registry that has none, or another, has said what is not so. */
    private Look unproven(Instant started, Watch watch, Digest digest, Resolution.Failure failure) {
        var outcome =
                switch (failure) {
                    case Resolution.Unknown nowhere -> UNPROVEN;
                    case Resolution.Invalid other -> other.kind();
                    case Resolution.Denied denied -> denied.kind();
                    case Resolution.Throttled throttled -> throttled.kind();
                    case Resolution.Unreachable unreachable -> unreachable.kind();
                };
        return failed(
                started,
                watch,
                outcome,
                "the registry says that " + watch + " is at " + digest + ", and " + reason(failure));
    }

    /** A look that had no answer. */
    Look failed(Instant started, Watch watch, Resolution.Failure failure) {
        return failed(started, watch, failure.kind(), reason(failure));
    }

    /** A look in which we failed ourselves. */
    Look broken(Instant started, Watch watch, String reason) {
        return failed(started, watch, BROKEN, reason);
    }

    /** What was tried and why it failed, with the time that the registry wants us to wait. */
    static String reason(Resolution.Failure failure) {
        return failure instanceof Resolution.Throttled(var wait, var reason)
                ? reason + " (for " + wait + ")"
                : failure.reason();
    }

    private Look failed(Instant started, Watch watch, String outcome, String reason) {
        var failure = new LookFailed(clock.instant(), started, watch, outcome, reason);
        return new Look(
                Optional.empty(),
                false,
                failures.failed(failure).stream().map(Event.class::cast).toList());
    }
}
