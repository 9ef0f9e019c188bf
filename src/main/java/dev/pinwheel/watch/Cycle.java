package dev.pinwheel.watch;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One round: read every source, look once at every unique tag that is due, and plan the next step for each pin. */
final class Cycle {

    private final Watched watched;
    private final HostRounds rounds;
    private final Hints hints;
    private final Consumer<Event> announce;

    /** {@code announce} tells what is recorded already. */
    Cycle(Watched watched, HostRounds rounds, Consumer<Event> announce) {
        this.watched = watched;
        this.rounds = rounds;
        this.hints = new Hints(watched);
        this.announce = announce;
    }

    void run(CycleStarted started) {
        var reading = watched.reading();
        var sources = reading.read(started, watched.tell());
        reading.pinnings().hosts().forEach(host -> announceLater(started, host));
        var looked = rounds.run(started, reading.pinnings());
        var isComplete = reading.isComplete();
        watched.forgetUnless(reading.pinnings(), isComplete);
        if (isComplete) {
            new Unpinning(watched, rounds).tell(started);
        }
        watched.tell().accept(completed(started, sources, looked));
    }

    /** What was not due when the cycle began, and nobody waits for any more, its rounds leave out. */
    private void announceLater(CycleStarted started, RegistryHost host) {
        watched.rounds().asks().left(host).stream()
                .filter(ask -> !ask.isDue(started.at()))
                .forEach(announce);
    }

    private CycleCompleted completed(CycleStarted started, int sources, List<RegistryLooked> done) {
        return new CycleCompleted(
                watched.clock().instant(),
                started.at(),
                sources,
                done.stream().mapToInt(RegistryLooked::looked).sum(),
                done.stream().mapToInt(RegistryLooked::moved).sum(),
                done.stream().mapToInt(RegistryLooked::failed).sum(),
                rounds.underWay());
    }

    Hints hints() {
        return hints;
    }

    /** Whether a tag, or any of the repository's where none is named, is pinned by a source as far as is known. */
    boolean watches(Repository repository, Optional<Tag> tag) {
        var reading = watched.reading();
        return !reading.isComplete() || reading.pinnings().contains(repository, tag);
    }

    /** What is asked of a registry and not answered. */
    List<LookAsked> asks(RegistryHost host) {
        return watched.rounds().asks().of(host);
    }

    Acting acting() {
        return watched.acting();
    }
}
