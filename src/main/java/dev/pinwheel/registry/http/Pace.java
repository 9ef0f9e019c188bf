package dev.pinwheel.registry.http;

import dev.pinwheel.registry.http.Request.Method;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spreads requests over time, so that no more of them begin in a second than a registry is to get. Turns come a few at
 * a time from the budget that all nodes share; one that nobody takes in time is lost.
 */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    private final Vertx vertx;
    private final Throttles throttles;
    private final Runnable wanting;
    private final long interval;
    private final int ahead;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Promise<Long>> waiting = new ArrayDeque<>();
    private long next;
    private int turns;

    /**
     * A pace of at most so many requests a second, by all nodes together.
     *
     * @param perSecond the rate; where it is empty nothing waits
     * @param throttles what may say, while a request waits, that the registry wants to be left alone
     * @param wanting told when turns are wanted
     */
    Pace(Vertx vertx, OptionalInt perSecond, Throttles throttles, Runnable wanting) {
        this.vertx = vertx;
        this.throttles = throttles;
        this.wanting = wanting;
        this.interval = perSecond.isPresent() ? SECOND / perSecond.getAsInt() : 0;
        this.ahead = perSecond.orElse(0) / 10;
        this.most = perSecond.orElse(0);
    }

    /** Waits until a request may begin, without blocking a verticle; says why not, if it may not after all. */
    void await(Method method) throws Trouble {
        if (interval > 0) {
            awaitTurn();
        }
        throttles.goOn(method);
    }

    private void awaitTurn() throws Trouble {
        var turn = Promise.<Long>promise();
        claim(turn);
        try {
            var wait = turn.future().await() - System.nanoTime();
            if (wait > 0) {
                vertx.timer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)), TimeUnit.MILLISECONDS)
                        .await();
            }
        } catch (Exception e) {
            throw Trouble.unreachable("the waiting for its turn was ended: " + Wire.say(e))
                    .elsewhere();
        }
    }

    private void claim(Promise<Long> turn) {
        lock.lock();
        try {
            waiting.add(turn);
            hand(System.nanoTime());
            if (waiting.isEmpty()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        wanting.run();
    }

    private void hand(long now) {
        while (turns > 0 && next + interval - now < 0) {
            pass();
        }
        while (turns > 0 && !waiting.isEmpty()) {
            waiting.remove().complete(next);
            pass();
        }
    }

    private void pass() {
        next += interval;
        turns--;
    }

    /** Ends the waiting of all who wait. */
    void close() {
        lock.lock();
        try {
            waiting.forEach(turn -> turn.fail(Lane.CLOSED));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** How many turns are wanted: as many as wait, or a tenth of a second's, but no more than a second's. */
    int wanted() {
        lock.lock();
        try {
            return waiting.isEmpty() ? 0 : Math.min(most, Math.max(waiting.size(), ahead));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gets turns.
     *
     * @param first when the first of them is; before now where a quieter time is made good
     * @param now a reading of {@link System#nanoTime}
     */
    void grant(Duration first, int granted, long now) {
        lock.lock();
        try {
            next = now + first.toNanos();
            turns = granted;
            for (; turns > 0 && next - now < 0 && !waiting.isEmpty(); pass()) {
                waiting.remove().complete(now);
            }
            hand(now);
        } finally {
            lock.unlock();
        }
    }
}
