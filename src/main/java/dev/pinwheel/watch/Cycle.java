package dev.pinwheel.watch;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.List;
import java.util.Optional;

/** One round: read every source, look once at every unique tag that is due, and plan the next step for each pin. */
final class Cycle {

    private final Reading reading;
    private final Watched watched;
    private final HostRounds rounds;
    private volatile Pinnings pinnings = Pinnings.NONE;

    Cycle(Reading reading, Watched watched, HostRounds rounds) {
        this.reading = reading;
        this.watched = watched;
        this.rounds = rounds;
    }

    void run(CycleStarted started) {
        var sources = reading.read(started, watched.tell());
        pinnings = new Pinnings(reading.known());
        var looked = rounds.run(started, pinnings);
        watched.tell().accept(completed(started, sources, looked));
    }

    private CycleCompleted completed(CycleStarted started, int sources, List<RegistryLooked> rounds) {
        return new CycleCompleted(
                watched.clock().instant(),
                started.at(),
                sources,
                rounds.stream().mapToInt(RegistryLooked::looked).sum(),
                rounds.stream().mapToInt(RegistryLooked::moved).sum(),
                rounds.stream().mapToInt(RegistryLooked::failed).sum());
    }

    /** Looks now at what somebody asks to look at, unless it was looked at since. */
    void asked(LookAsked ask) {
        if (!watched.rounds().asked(ask)) {
            return;
        }
        var now = pinnings;
        var concerned =
                now.of(ask.repository().host()).stream().filter(ask::concerns).toList();
        for (var watch : concerned) {
            watched.look(watched.clock().instant(), watch);
            now.of(watch).forEach(source -> watched.acting().act(source, watch));
        }
        if (!concerned.isEmpty()) {
            watched.rounds().answered(ask);
        }
    }

    /** Reads one source again and looks at those of its tags that were never looked at. */
    void changed(SourceChanged change) {
        reading.read(change, watched.tell()).ifPresent(source -> {
            pinnings = new Pinnings(reading.known());
            for (var watch : source.pins().keySet()) {
                if (watched.isNew(watch)) {
                    watched.look(watched.clock().instant(), watch);
                }
                watched.acting().act(source, watch);
            }
        });
    }

    /** Whether a tag, or any of the repository's where none is named, is pinned by a source that was read. */
    boolean watches(Repository repository, Optional<Tag> tag) {
        return pinnings.contains(repository, tag);
    }

    Acting acting() {
        return watched.acting();
    }
}
