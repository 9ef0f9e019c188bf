package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which tags were looked at, and which pins checked, in earlier rounds that were not done. What was noted of a tag counts
 * only where the ledger has the same digest; of what is not pinned nothing is kept.
 */
final class Earlier {

    private final Pinnings pinnings;
    private final Function<Watch, Optional<Digest>> ledger;
    private final Map<Object, Instant> started = new HashMap<>();
    private final Map<Instant, Instant> moments = new HashMap<>();

    /**
     * None yet.
     *
     * @param ledger a tag's last digest
     */
    Earlier(Pinnings pinnings, Function<Watch, Optional<Digest>> ledger) {
        this.pinnings = pinnings;
        this.ledger = ledger;
    }

    /** What is noted later counts more. */
    void add(LookLog.Line line) {
        pinnings.same(line.pin().watch()).ifPresent(watch -> {
            var digest = pinnings.same(watch, line.pin().digest());
            switch (line.done()) {
                case LOOKED -> looked(watch, digest, line.started());
                case CHECKED -> checked(new Pin(watch, digest), line.started());
            }
        });
    }

    private void looked(Watch watch, Digest digest, Instant at) {
        if (ledger.apply(watch).equals(Optional.of(digest))) {
            put(watch, at);
        } else {
            started.remove(watch);
        }
    }

    private void checked(Pin pin, Instant at) {
        if (pinnings.contains(pin)) {
            put(pin, at);
        }
    }

    private void put(Object subject, Instant at) {
        started.put(subject, moments.computeIfAbsent(at, same -> same));
    }

    /** When the round began in which a tag was looked at last, or a pin checked. */
    Optional<Instant> of(Object subject) {
        return Optional.ofNullable(started.get(subject));
    }
}
