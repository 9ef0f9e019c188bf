package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.image.Pin;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which pinned digests have vanished from their registries, as the ledger has it. */
final class Vanished {

    /** How many of the newest are remembered over a restart; an older one is found and recorded once more. */
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<Pin, PinVanished> gone = new ConcurrentHashMap<>();

    Vanished(History history, Clock clock) {
        this.clock = clock;
        var returned = new HashMap<Pin, Long>();
        history.newest(PinReturned.class, REMEMBERED)
                .forEach(back -> returned.putIfAbsent(
                        new Pin(back.event().watch(), back.event().digest()), back.index()));
        var seen = new HashSet<Pin>();
        for (var vanished : history.newest(PinVanished.class, REMEMBERED)) {
            var pin = new Pin(vanished.event().watch(), vanished.event().digest());
            if (seen.add(pin) && returned.getOrDefault(pin, -1L) < vanished.index()) {
                gone.put(pin, vanished.event());
            }
        }
    }

    Optional<PinVanished> of(Pin pin) {
        return Optional.ofNullable(gone.get(pin));
    }

    /** Notes that a pin, or its manifests for some platforms, is not there; it is news if it was, or if others are missing. */
    Optional<PinVanished> found(Pin pin, List<String> missing, String reason) {
        var before = gone.get(pin);
        if (before != null && before.missing().equals(missing)) {
            return Optional.empty();
        }
        var now = new PinVanished(clock.instant(), pin.watch(), pin.digest(), missing, reason);
        gone.put(pin, now);
        return Optional.of(now);
    }

    /** Notes that a pin is there; it is news if it was not. */
    Optional<PinReturned> there(Pin pin) {
        return Optional.ofNullable(gone.remove(pin))
                .map(before -> new PinReturned(clock.instant(), pin.watch(), pin.digest(), before.at()));
    }
}
