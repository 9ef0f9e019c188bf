package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.Resolution;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** One look at one tag, and what it means against what the ledger holds. */
final class Looking {

    private final Registry registry;
    private final History history;
    private final Failures failures;
    private final Clock clock;

    Looking(Registry registry, History history, Failures failures, Clock clock) {
        this.registry = registry;
        this.history = history;
        this.failures = failures;
        this.clock = clock;
    }

    /** Asks the registry once, in what began at {@code started}; whatever goes wrong is an outcome. */
    Look look(Instant started, Watch watch) {
        try {
            return switch (registry.resolve(watch)) {
                case Resolution.Resolved(var manifest) -> seen(watch, manifest);
                case Resolution.Failure failure -> failed(started, watch, failure);
            };
        } catch (RuntimeException e) {
            return failed(started, watch, "broken", "tried to resolve " + watch + " but " + Reason.of(e));
        }
    }

    private Look seen(Watch watch, Descriptor manifest) {
        var now = clock.instant();
        var news = new ArrayList<Event>();
        failures.answered(watch, now).ifPresent(news::add);
        var digest = Optional.of(manifest.digest());
        if (history.lastDigest(watch).equals(digest)) {
            return new Look(digest, false, news);
        }
        var last = history.lastObservation(watch);
        news.add(new DigestObserved(now, watch, manifest, last.map(Looking::previous)));
        last.flatMap(left -> returned(watch, manifest, left)).ifPresent(news::add);
        return new Look(digest, true, news);
    }

    private Optional<TagReturned> returned(Watch watch, Descriptor manifest, Recorded<DigestObserved> left) {
        return history.firstSeen(watch, manifest.digest())
                .map(first -> new TagReturned(clock.instant(), watch, manifest.digest(), first, previous(left)));
    }

    private static DigestObserved.Previous previous(Recorded<DigestObserved> last) {
        return new DigestObserved.Previous(last.index(), last.event().digest());
    }

    /** A look that had no answer. */
    Look failed(Instant started, Watch watch, Resolution.Failure failure) {
        return switch (failure) {
            case Resolution.Unknown(var reason) -> failed(started, watch, "unknown", reason);
            case Resolution.Denied(var reason) -> failed(started, watch, "denied", reason);
            case Resolution.Throttled(var wait, var reason) ->
                failed(started, watch, "throttled", reason + " (for " + wait + ")");
            case Resolution.Unreachable(var reason) -> failed(started, watch, "unreachable", reason);
            case Resolution.Invalid(var reason) -> failed(started, watch, "invalid", reason);
        };
    }

    private Look failed(Instant started, Watch watch, String outcome, String reason) {
        var failure = new LookFailed(clock.instant(), started, watch, outcome, reason);
        return new Look(
                Optional.empty(),
                false,
                failures.failed(failure).stream().map(Event.class::cast).toList());
    }
}
