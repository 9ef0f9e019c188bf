package dev.pinwheel.watch;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

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
        var turn = Objects.requireNonNull(turns.compute(
                place, (at, now) -> now == null ? Turn.wantedOnce() : new Turn(now.lock(), now.wanted() + 1)));
        turn.lock().lock();
        try {
            work.run();
        } finally {
            turn.lock().unlock();
            turns.computeIfPresent(
                    place, (at, now) -> now.wanted() == 1 ? null : new Turn(now.lock(), now.wanted() - 1));
        }
    }
}
