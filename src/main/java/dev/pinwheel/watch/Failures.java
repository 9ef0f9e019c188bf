package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tags gave no digest when they were looked at last, as the ledger has it. Only the beginning, a
 * change and the end of a failure are news.
 */
final class Failures {

    /** How many of the newest failures are remembered over a restart; an older one is recorded once more. */
    private static final int REMEMBERED = 10_000;

    private final Map<Watch, LookFailed> failing = new ConcurrentHashMap<>();

    Failures(History history) {
        var recovered = new HashMap<Watch, Long>();
        history.newest(LookRecovered.class, REMEMBERED)
                .forEach(end -> recovered.putIfAbsent(end.event().watch(), end.index()));
        var seen = new HashMap<Watch, Boolean>();
        for (var failure : history.newest(LookFailed.class, REMEMBERED)) {
            var watch = failure.event().watch();
            if (seen.put(watch, true) == null && recovered.getOrDefault(watch, -1L) < failure.index()) {
                failing.put(watch, failure.event());
            }
        }
    }

    boolean has(Watch watch) {
        return failing.containsKey(watch);
    }

    /** Notes a failure; it is news unless the look before failed in the same way. */
    Optional<LookFailed> failed(LookFailed failure) {
        var before = failing.put(failure.watch(), failure);
        if (before != null && before.outcome().equals(failure.outcome())) {
            failing.put(failure.watch(), before);
            return Optional.empty();
        }
        return Optional.of(failure);
    }

    /** Notes an answer; it is news if the look before failed. */
    Optional<LookRecovered> answered(Watch watch, Instant now) {
        return Optional.ofNullable(failing.remove(watch)).map(before -> new LookRecovered(now, watch, before.at()));
    }
}
