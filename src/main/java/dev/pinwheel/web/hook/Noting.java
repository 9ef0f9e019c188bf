package dev.pinwheel.web.hook;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Makes facts of hints: those that concern us, each of them once. */
public final class Noting {

    private final Sieve sieve;
    private final Function<Event, Recorded<?>> tell;
    private final Remembered remembered = new Remembered();

    /** @param tell records an event and tells it to those who hear; throws where that fails */
    public Noting(Watched watched, GitRepositories repositories, Function<Event, Recorded<?>> tell, Clock clock) {
        this.sieve = new Sieve(watched, repositories, clock);
        this.tell = tell;
    }

    /** What of a message was noted, and why the rest was not. */
    record Outcome(int noted, List<String> left) {}

    /**
     * What of a message is to be noted and is not known to be.
     *
     * @throws IllegalArgumentException if it is too much for one message
     */
    Sifted sift(Hook hook, Delivery delivery, List<Notice> notices) {
        return sieve.sift(hook, delivery, notices).without(remembered::contains);
    }

    /** Notes it; what it throws is why that could not be done. */
    Outcome note(Sifted sifted) {
        var noted = 0;
        for (var fact : sifted.facts().entrySet()) {
            noted += isNew(fact.getValue()) ? 1 : 0;
            remembered.add(fact.getKey());
        }
        return new Outcome(noted, sifted.leftBeside(sifted.facts().size() - noted));
    }

    /** Tells it; what the ledger had already comes back with the time of its first telling. */
    private boolean isNew(Event event) {
        var recorded = tell.apply(event).event();
        return !recorded.at().isBefore(event.at());
    }
}
