package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.Resolution;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One look at one tag, and what it means against the look before. A look that fails as the one before
 * it did is not recorded again; the cycle counts it.
 */
final class Looking {

    private final Registry registry;
    private final History history;
    private final Clock clock;
    private final Map<Watch, String> failing = new ConcurrentHashMap<>();

    Looking(Registry registry, History history, Clock clock) {
        this.registry = registry;
        this.history = history;
        this.clock = clock;
    }

    /** Asks the registry once. */
    Look look(CycleStarted cycle, Watch watch) {
        return switch (registry.resolve(watch)) {
            case Resolution.Resolved(var manifest) -> seen(watch, manifest);
            case Resolution.Unknown(var reason) -> failed(cycle, watch, "unknown", reason);
            case Resolution.Denied(var reason) -> failed(cycle, watch, "denied", reason);
            case Resolution.Throttled(var wait, var reason) ->
                failed(cycle, watch, "throttled", reason + " (for " + wait + ")");
            case Resolution.Unreachable(var reason) -> failed(cycle, watch, "unreachable", reason);
            case Resolution.Invalid(var reason) -> failed(cycle, watch, "invalid", reason);
        };
    }

    private Look seen(Watch watch, Descriptor manifest) {
        failing.remove(watch);
        var last = history.lastObservation(watch);
        if (last.isPresent() && last.get().event().digest().equals(manifest.digest())) {
            return new Look.Same();
        }
        return new Look.Moved(new DigestObserved(clock.instant(), watch, manifest, last.map(Looking::previous)));
    }

    private static DigestObserved.Previous previous(Recorded<DigestObserved> last) {
        return new DigestObserved.Previous(last.index(), last.event().digest());
    }

    private Look failed(CycleStarted cycle, Watch watch, String outcome, String reason) {
        var isNews = !outcome.equals(failing.put(watch, outcome));
        var failure = new LookFailed(clock.instant(), cycle.at(), watch, outcome, reason);
        return new Look.Failed(Optional.of(failure).filter(event -> isNews));
    }
}
