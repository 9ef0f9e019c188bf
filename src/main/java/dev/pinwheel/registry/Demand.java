package dev.pinwheel.registry;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a node wants of a registry's budget.
 *
 * @param concurrency how many requests all nodes together may have under way
 * @param busy how many this node has under way, which it cannot take back
 * @param rate how many requests all nodes together may begin in a second, if that is limited
 * @param turns how many requests this node wants to begin; 0 where there is no rate
 * @param news what it has learned of the registry since it asked last, in that order
 */
public record Demand(int concurrency, int busy, OptionalInt rate, int turns, List<News> news) {

    private static final long SECOND = 1_000_000_000L;

    public Demand {
        news = List.copyOf(news);
    }

    /** The time between two requests, in nanoseconds; 0 where there is no rate. */
    public long interval() {
        return rate.isPresent() ? SECOND / rate.getAsInt() : 0;
    }

    /** How much of a quieter time can be made good, in nanoseconds: a tenth of a second's requests may begin at once. */
    public long burst() {
        return interval() * (rate.orElse(0) / 10);
    }

    /** A node's share where so many nodes want one and the others hold so many requests already. */
    public int slots(int nodes, int heldByOthers) {
        return Math.max(0, Math.min(Math.max(1, concurrency / nodes), concurrency - heldByOthers));
    }
}
