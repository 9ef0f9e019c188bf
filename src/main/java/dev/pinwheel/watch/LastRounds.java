package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Until when each registry's tags have been looked at, and what has been asked for since, as the ledger has it. */
final class LastRounds {

    private static final int REMEMBERED = 1_000;

    /** How many rounds of all registries, and how many asks, are read to find what a registry's last round was. */
    private static final int MOST = 100_000;

    /** How much may be asked and not answered while it is not known of every registry whether it is pinned. */
    private static final int MOST_OPEN = 10_000;

    private final Clock clock;
    private final Roster roster = new Roster();
    private final Map<RegistryHost, Instant> started = new ConcurrentHashMap<>();
    private final Map<RegistryHost, Recorded<RegistryLooked>> recorded = new ConcurrentHashMap<>();
    private final Backwards<RegistryLooked> rounds;
    private final EarlierAsks earlier;
    private final Set<LookAsked> asked = ConcurrentHashMap.newKeySet();
    private final Set<LookAsked> answered = Collections.newSetFromMap(Collections.synchronizedMap(new Newest()));

    LastRounds(History history, Clock clock) {
        this.clock = clock;
        this.rounds = new Backwards<>(
                history,
                RegistryLooked.class,
                MOST,
                round -> recorded.putIfAbsent(round.event().host(), round));
        this.earlier = new EarlierAsks(history, MOST, clock);
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

    /** Notes that a look is asked for; false if just this was answered before. */
    boolean asked(LookAsked ask) {
        if (answered.contains(ask)) {
            return false;
        }
        asked.add(ask);
        return true;
    }

    /** What was asked of a registry and is not answered. */
    List<LookAsked> asks(RegistryHost host) {
        earlier.take(host, recorded(host)).forEach(this::asked);
        return asked.stream()
                .filter(ask -> ask.repository().host().equals(host))
                .toList();
    }

    /** Notes that a look that was asked for was taken. */
    void answered(LookAsked ask) {
        answered.add(ask);
        asked.remove(ask);
    }

    /**
     * Notes that a round is done.
     *
     * @param taken what was asked for before it began; what was asked for since may have come too late for it
     */
    void done(RegistryLooked round, List<LookAsked> taken) {
        started.put(round.host(), round.started());
        taken.forEach(this::answered);
    }

    /**
     * Forgets what is asked of other registries: whose tags are pinned later are looked at then.
     *
     * @param areAll whether of other registries nothing is pinned; where that is not known, only too much is forgotten
     */
    void keep(Set<RegistryHost> hosts, boolean areAll) {
        if (areAll || asked.size() > MOST_OPEN) {
            earlier.keep(hosts);
            asked.removeIf(ask -> !hosts.contains(ask.repository().host()));
        }
    }

    /** The newest of what was answered, so that a message that comes twice is answered once. */
    private static final class Newest extends LinkedHashMap<LookAsked, Boolean> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LookAsked, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
