package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;

/** Ends what is told of as failing and is pinned by no source any more. */
final class Unpinning {

    private final Watched watched;
    private final HostRounds rounds;

    /**
     * For what all sources pin, none of which is unknown.
     *
     * @param rounds what one of them has found may be told only when it is done, so an end waits for that
     */
    Unpinning(Watched watched, HostRounds rounds) {
        this.watched = watched;
        this.rounds = rounds;
    }

    /** Tells of the ends; of many together, once in this cycle. */
    void tell(CycleStarted cycle) {
        var now = watched.clock().instant();
        watched.liveness().unpinned(this::isPinned, now).forEach(watched.tell());
        var outages = watched.reporting().outages(cycle.at());
        try {
            watched.reporting().failures().unpinned(this::isLookedAt, now).forEach(outages::tell);
        } finally {
            outages.end();
        }
    }

    /** Whether a tag is pinned, or is the mirror of one that is, or may be looked at in a round that goes on. */
    private boolean isLookedAt(Watch watch) {
        return rounds.isUnderWay(watch.repository().host())
                || isPinned(watch)
                || watched.mirrors().isMirror(watch, this::isPinned);
    }

    /** Whether it is pinned by now: it may be pinned again meanwhile. */
    private boolean isPinned(Watch watch) {
        return watched.reading().pinnings().contains(watch);
    }

    private boolean isPinned(Pin pin) {
        return watched.reading().pinnings().contains(pin);
    }
}
