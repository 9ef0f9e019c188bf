package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Until when each registry's tags have been looked at, and what has been asked for since, as the ledger has it. */
final class LastRounds {

    private static final int REMEMBERED = 1_000;

    private final Map<RegistryHost, Instant> started = new ConcurrentHashMap<>();
    private final Set<LookAsked> asked = ConcurrentHashMap.newKeySet();

    LastRounds(History history) {
        history.newest(RegistryLooked.class, REMEMBERED)
                .forEach(round -> started.merge(
                        round.event().host(),
                        round.event().started(),
                        (one, other) -> one.isAfter(other) ? one : other));
        history.newest(LookAsked.class, REMEMBERED).forEach(ask -> asked(ask.event()));
    }

    /** When the last round of a registry began: what fell due until then has been looked at. */
    Optional<Instant> of(RegistryHost host) {
        return Optional.ofNullable(started.get(host));
    }

    /** Notes that a look is asked for; false if a round that began since has answered it already. */
    boolean asked(LookAsked ask) {
        var answered = of(ask.repository().host()).filter(round -> !round.isBefore(ask.at()));
        return answered.isEmpty() && asked.add(ask);
    }

    /** Whether somebody asks for a look at a tag. */
    boolean isAsked(Watch watch) {
        return asked.stream().anyMatch(ask -> ask.concerns(watch));
    }

    /** What was asked of a registry and is not answered. */
    List<LookAsked> asks(RegistryHost host) {
        return asked.stream()
                .filter(ask -> ask.repository().host().equals(host))
                .toList();
    }

    /** Notes that a look that was asked for was taken. */
    void answered(LookAsked ask) {
        asked.remove(ask);
    }

    /** Notes that a round is done. */
    void done(RegistryLooked round) {
        started.put(round.host(), round.started());
        asked.removeIf(
                ask -> ask.repository().host().equals(round.host()) && !ask.at().isAfter(round.started()));
    }
}
