package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked for before this process began and was not answered, as the ledger has it: for an image the newest. */
final class EarlierAsks {

    private final Clock clock;
    private final Backwards<LookAsked> reading;
    private final Map<RegistryHost, Map<String, Recorded<LookAsked>>> read = new HashMap<>();
    private final Set<RegistryHost> taken = new HashSet<>();
    private Optional<Recorded<LookAsked>> oldest = Optional.empty();

    EarlierAsks(History history, int most, Clock clock) {
        this.clock = clock;
        this.reading = new Backwards<>(history, LookAsked.class, most, this::read);
    }

    private void read(Recorded<LookAsked> ask) {
        oldest = Optional.of(ask);
        var host = ask.event().repository().host();
        if (!taken.contains(host)) {
            read.computeIfAbsent(host, unseen -> new HashMap<>())
                    .putIfAbsent(ask.event().image(), ask);
        }
    }

    /** What is open of a registry whose last round was this one; nothing when it is asked for again. */
    synchronized List<LookAsked> take(RegistryHost host, Optional<Recorded<RegistryLooked>> round) {
        if (taken.contains(host)) {
            return List.of();
        }
        reading.until(() -> round.isPresent()
                && oldest.filter(ask -> isAnswered(ask, round.get())).isPresent());
        taken.add(host);
        return Optional.ofNullable(read.remove(host)).stream()
                .flatMap(asks -> asks.values().stream())
                .filter(ask -> round.isEmpty() || !isAnswered(ask, round.get()))
                .map(Recorded::event)
                .toList();
    }

    /** Whether a round began after it was due; nobody knows that where the clock was ahead when it was asked. */
    private boolean isAnswered(Recorded<LookAsked> ask, Recorded<RegistryLooked> round) {
        var event = ask.event();
        return ask.index() < round.index()
                && (event.isDue(round.event().started()) || event.at().isAfter(clock.instant()));
    }

    /** Forgets what is asked of other registries. */
    synchronized void keep(Set<RegistryHost> hosts) {
        read.keySet().retainAll(hosts);
    }
}
