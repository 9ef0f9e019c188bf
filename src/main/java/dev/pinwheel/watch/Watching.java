package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What a cycle works with.
 *
 * @param cooldown how long ago the ledger must have seen a digest first
 * @param retry after which time a held or blocked candidate is tried again
 * @param watchlist kept up to date with what the sources pin
 */
public record Watching(
        List<Source> watched,
        Sources sources,
        Dialect dialect,
        Registry registry,
        History history,
        Evidence evidence,
        Duration cooldown,
        Duration retry,
        Watchlist watchlist,
        Clock clock) {

    Cycle cycle(Cycle.Telling telling) {
        var maturity = new Maturity(history, cooldown, clock);
        return new Cycle(
                new Reading(watched, sources, dialect, evidence, watchlist, clock),
                new Looking(registry, history, clock),
                new Planning(history, registry, maturity, retry, clock),
                telling,
                clock);
    }
}
