package dev.pinwheel.watch;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Does one thing at a time at each place, and things at different places side by side. */
final class Turns<P> {

    private final ConcurrentMap<P, Turn> turns = new ConcurrentHashMap<>();

    /** Who has the turn at a place, and how many want it or have it. */
    private record Turn(ReentrantLock lock, int wanted) {

        private static Turn wantedOnce() {
            return new Turn(new ReentrantLock(), 1);
        }
    }

    void take(P place, Runnable work) {
        inTurn(place, () -> {
            work.run();
            return true;
        });
    }

    /** What comes of a thing that is done while nothing else is at the same place. */
    <T> T inTurn(P place, Supplier<T> work) {
        var turn = Objects.requireNonNull(turns.compute(
                place, (at, now) -> now == null ? Turn.wantedOnce() : new Turn(now.lock(), now.wanted() + 1)));
        turn.lock().lock();
        try {
            return work.get();
        } finally {
            turn.lock().unlock();
            turns.computeIfPresent(
                    place, (at, now) -> now.wanted() == 1 ? null : new Turn(now.lock(), now.wanted() - 1));
        }
    }
}
