package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.image.Watch;

/** Ends what is told of as failing and is pinned by no source any more. */
final class Unpinning {

    private final Watched watched;
    private final Pinnings pinnings;
    private final HostRounds rounds;

    /**
     * For what is pinned now.
     *
     * @param pinnings what all sources pin; none of them is unknown
     * @param rounds what one of them has found may be told only when it is done, so an end waits for that
     */
    Unpinning(Watched watched, Pinnings pinnings, HostRounds rounds) {
        this.watched = watched;
        this.pinnings = pinnings;
        this.rounds = rounds;
    }

    /** Tells of the ends; of many together, once in this cycle. */
    void tell(CycleStarted cycle) {
        var now = watched.clock().instant();
        watched.liveness().unpinned(pinnings::contains, now).forEach(watched.tell());
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
                || pinnings.contains(watch)
                || watched.mirrors().isMirror(watch, pinnings::contains);
    }
}
