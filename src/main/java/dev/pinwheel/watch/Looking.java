package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.Resolution;
import java.time.Clock;
import java.util.Optional;

/** One look at one tag, and what it means against the look before. */
final class Looking {

    private final Registry registry;
    private final History history;
    private final Clock clock;

    Looking(Registry registry, History history, Clock clock) {
        this.registry = registry;
        this.history = history;
        this.clock = clock;
    }

    /** What there is to record of a look; nothing where the tag is as it was. */
    Optional<Event> look(CycleStarted cycle, Watch watch) {
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

    private Optional<Event> seen(Watch watch, Descriptor manifest) {
        var last = history.lastObservation(watch);
        if (last.isPresent() && last.get().event().digest().equals(manifest.digest())) {
            return Optional.empty();
        }
        return Optional.of(new DigestObserved(clock.instant(), watch, manifest, last.map(Looking::previous)));
    }

    private static DigestObserved.Previous previous(Recorded<DigestObserved> last) {
        return new DigestObserved.Previous(last.index(), last.event().digest());
    }

    private Optional<Event> failed(CycleStarted cycle, Watch watch, String outcome, String reason) {
        return Optional.of(new LookFailed(clock.instant(), cycle.at(), watch, outcome, reason));
    }
}
