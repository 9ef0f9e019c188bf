package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final Map<Watch, Failing> failing = new ConcurrentHashMap<>();

    private record Failing(String outcome, Instant since) {}

    /** What the ledger has; {@code lists} may have lost the list of an outage, which is recorded once more then. */
    Failures(History history, TagLists lists) {
        var told = new ArrayList<Recorded<? extends Event>>();
        told.addAll(history.newest(LookFailed.class, REMEMBERED));
        told.addAll(history.newest(LookRecovered.class, REMEMBERED));
        told.addAll(history.newest(RegistryOutage.class, REMEMBERED));
        told.sort(Comparator.comparing(Recorded::index));
        told.forEach(recorded -> replay(recorded.event(), lists));
    }

    private void replay(Event event, TagLists lists) {
        if (event instanceof LookFailed failed) {
            failing.put(failed.watch(), new Failing(failed.outcome(), failed.at()));
        } else if (event instanceof LookRecovered back) {
            failing.remove(back.watch());
        } else if (event instanceof RegistryOutage outage) {
            var failure = new Failing(outage.outcome(), outage.started());
            lists.read(outage.list()).forEach(watch -> {
                if (outage.over()) {
                    failing.remove(watch);
                } else {
                    failing.put(watch, failure);
                }
            });
        }
    }

    boolean has(Watch watch) {
        return failing.containsKey(watch);
    }

    /** Notes a failure; it is news unless the look before failed in the same way. */
    Optional<LookFailed> failed(LookFailed failure) {
        var before = failing.get(failure.watch());
        if (before != null && before.outcome().equals(failure.outcome())) {
            return Optional.empty();
        }
        failing.put(failure.watch(), new Failing(failure.outcome(), failure.at()));
        return Optional.of(failure);
    }

    /** Forgets what was news and could not be told, so that it is news again. */
    void untold(Event event) {
        if (event instanceof LookFailed failed) {
            failing.remove(failed.watch());
        } else if (event instanceof LookRecovered back) {
            failing.put(back.watch(), new Failing("", back.failed()));
        }
    }

    /** Notes an answer; it is news if the look before failed. */
    Optional<LookRecovered> answered(Watch watch, Instant now) {
        return Optional.ofNullable(failing.remove(watch)).map(before -> new LookRecovered(now, watch, before.since()));
    }
}
