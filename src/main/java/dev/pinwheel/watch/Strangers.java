package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Pinned digests that their tag was never seen at. One may be newer than our last look, so none is taken for old before
 * the tag has been looked at since it was read: once in a process, for a pin that the tag itself never shows is one, too.
 */
final class Strangers {

    private final History history;
    private final Set<Pin> lookedFor = ConcurrentHashMap.newKeySet();

    Strangers(History history) {
        this.history = history;
    }

    /** Whether a tag is to be looked at before anything follows from what is pinned of it. */
    boolean areAmong(Watch watch, Collection<Digest> pinned) {
        return pinned.stream().map(digest -> new Pin(watch, digest)).anyMatch(this::isOne);
    }

    private boolean isOne(Pin pin) {
        return !lookedFor.contains(pin)
                && history.firstSeen(pin.watch(), pin.digest()).isEmpty();
    }

    /** Notes that the tag of these pins has given a digest in a look that began after they were read. */
    void lookedFor(Collection<Pin> pins) {
        pins.stream().filter(this::isOne).forEach(lookedFor::add);
    }

    /** Forgets what is pinned no more. */
    void forgetUnless(Predicate<Pin> isPinned) {
        lookedFor.removeIf(isPinned.negate());
    }
}
