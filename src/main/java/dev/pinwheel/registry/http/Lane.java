package dev.pinwheel.registry.http;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a few callers through at a time; the others wait for their turn without blocking a verticle. */
final class Lane {

    /** How long nobody's turn may come before all who wait are told. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(5);

    static final String CLOSED = "Pinwheel stops, and asks nothing any more";

    /** What is done while it is one's turn. */
    interface Turn<T> {
        T take() throws Trouble;
    }

    private final Runnable asked;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private boolean closed;
    private boolean moved;
    private long standsSince;
    private int width;
    private int busy;

    /**
     * A lane that is closed until it is given a width.
     *
     * @param asked told whenever somebody wants to enter
     */
    Lane(Runnable asked) {
        this.asked = asked;
    }

    /** Lets so many through at a time from now on; those who are through already stay so. */
    void widen(int callers) {
        lock.lock();
        try {
            width = callers;
            admit();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody through any more; those who wait are told. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(turn -> turn.fail(CLOSED));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells all who wait, if nobody's turn has come for too long; called every second while somebody waits. How long
     * one waits while others' turns come is a matter of how many they are.
     *
     * @param now a reading of {@link System#nanoTime}
     */
    void check(long now) {
        lock.lock();
        try {
            if (moved || waiting.isEmpty()) {
                moved = false;
                standsSince = now;
            } else if (now - standsSince >= LONGEST_STANDSTILL.toNanos()) {
                waiting.forEach(turn -> turn.fail(standstill()));
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Trouble standstill() {
        return Trouble.throttled(
                LONGEST_STANDSTILL,
                "its turn did not come, nor anybody's for " + LONGEST_STANDSTILL.toMinutes()
                        + " min, because of what is asked of the registry before it");
    }

    /** How many are through. */
    int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for a turn. */
    boolean hasWaiting() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    <T> T during(Turn<T> turn) throws Trouble {
        enter();
        try {
            return turn.take();
        } finally {
            leave();
        }
    }

    /** Waits for a turn; {@link #leave} ends it. */
    void enter() throws Trouble {
        asked.run();
        var turn = Promise.<Void>promise();
        lock.lock();
        try {
            if (busy < width) {
                busy++;
                return;
            }
            if (closed) {
                throw Trouble.unreachable(CLOSED);
            }
            moved |= waiting.isEmpty();
            waiting.add(turn);
        } finally {
            lock.unlock();
        }
        try {
            turn.future().await();
        } catch (Exception e) {
            giveUp(turn);
            throw e instanceof Trouble trouble ? trouble : Trouble.unreachable("its turn did not come: " + Wire.say(e));
        }
    }

    /** Gives the turn back, if it came meanwhile. */
    private void giveUp(Promise<Void> turn) {
        lock.lock();
        try {
            if (waiting.remove(turn) || turn.future().failed()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        leave();
    }

    void leave() {
        lock.lock();
        try {
            busy--;
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        while (busy < width && !waiting.isEmpty()) {
            busy++;
            moved = true;
            waiting.remove().complete();
        }
    }
}
