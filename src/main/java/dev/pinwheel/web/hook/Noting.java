package dev.pinwheel.web.hook;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Makes facts of hints: those that concern us, each of them once. */
public final class Noting {

    /** How many facts of one message are told at once, so that the ledger stores them together. */
    private static final int AT_ONCE = 64;

    private final Sieve sieve;
    private final Function<Event, Recorded<?>> tell;
    private final Remembered remembered = new Remembered();

    /** @param tell records an event and tells it to those who hear; throws where that fails; many threads use it */
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

    /** Notes it; what it throws is why that could not be done with all of it. */
    Outcome note(Sifted sifted) {
        var facts = sifted.facts();
        var noted = facts.size() > 1 ? together(facts) : oneByOne(facts);
        return new Outcome(noted, sifted.leftBeside(facts.size() - noted));
    }

    private int oneByOne(Map<String, Event> facts) {
        return (int) facts.entrySet().stream().filter(this::isNew).count();
    }

    /** Nothing is interrupted: what is in the ledger already is still to be heard of. */
    private int together(Map<String, Event> facts) {
        var failed = new AtomicBoolean();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var told = facts.entrySet().stream()
                    .map(fact -> CompletableFuture.supplyAsync(() -> isNew(fact, failed), threads))
                    .toList();
            return (int) told.stream().filter(CompletableFuture::join).count();
        }
    }

    /** Leaves it where another of its message has failed, for the message will be sent again. */
    private boolean isNew(Map.Entry<String, Event> fact, AtomicBoolean failed) {
        if (failed.get()) {
            return false;
        }
        try {
            return isNew(fact);
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    /** Tells it; what the ledger had already comes back with the time of its first telling. */
    private boolean isNew(Map.Entry<String, Event> fact) {
        var recorded = tell.apply(fact.getValue()).event();
        remembered.add(fact.getKey());
        return !recorded.at().isBefore(fact.getValue().at());
    }
}
