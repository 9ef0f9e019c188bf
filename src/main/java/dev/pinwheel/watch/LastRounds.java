package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Until when each registry's tags have been looked at, and what has been asked for since, as the ledger has it. */
final class LastRounds {

    /** How many rounds of all registries, and how many asks, are read to find what a registry's last round was. */
    private static final int MOST = 100_000;

    private final Clock clock;
    private final Roster roster = new Roster();
    private final Map<RegistryHost, Instant> started = new ConcurrentHashMap<>();
    private final Map<RegistryHost, Recorded<RegistryLooked>> recorded = new ConcurrentHashMap<>();
    private final Backwards<RegistryLooked> rounds;
    private final EarlierAsks earlier;
    private final Asks asks;

    LastRounds(History history, Clock clock) {
        this.clock = clock;
        this.rounds = new Backwards<>(
                history,
                RegistryLooked.class,
                MOST,
                round -> recorded.putIfAbsent(round.event().host(), round));
        this.earlier = new EarlierAsks(history, MOST, clock);
        this.asks = new Asks(host -> earlier.take(host, recorded(host)));
    }

    /**
     * When the last round of a registry began: what fell due until then has been looked at. Nobody knows it where the
     * clock was ahead then.
     */
    Optional<Instant> of(RegistryHost host) {
        return last(host).filter(round -> !round.isAfter(clock.instant()));
    }

    /** When the last round of a registry began, if that is yet to come: the clock has been set back since. */
    Optional<Instant> ahead(RegistryHost host) {
        return last(host).filter(round -> round.isAfter(clock.instant()));
    }

    private Optional<Instant> last(RegistryHost host) {
        return Optional.ofNullable(started.get(host))
                .or(() -> recorded(host).map(round -> round.event().started()));
    }

    /** The last round before this process began, as far as it reads back. */
    private Optional<Recorded<RegistryLooked>> recorded(RegistryHost host) {
        rounds.until(() -> recorded.containsKey(host));
        return Optional.ofNullable(recorded.get(host));
    }

    /** Which tags the last rounds were for. */
    Roster roster() {
        return roster;
    }

    /** What is asked for and not answered. */
    Asks asks() {
        return asks;
    }

    /**
     * Notes that a round is done.
     *
     * @param taken what was due when it began; what was asked for since may have come too late for it
     */
    void done(RegistryLooked round, List<LookAsked> taken) {
        started.put(round.host(), round.started());
        asks.answered(taken);
    }

    /** Forgets what is asked of other registries, as {@link Asks#keep} does. */
    void keep(Set<RegistryHost> hosts, boolean areAll) {
        if (asks.keep(hosts, areAll)) {
            earlier.keep(hosts);
        }
    }
}
