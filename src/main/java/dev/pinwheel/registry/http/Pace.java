package dev.pinwheel.registry.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Spreads requests over time, so that no more of them begin in a second than a registry is to get. */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    private final Vertx vertx;
    private final ReentrantLock lock = new ReentrantLock();
    private final long interval;
    private final long ahead;
    private long next = Long.MIN_VALUE;

    /**
     * A pace of at most so many requests a second, a tenth of which may begin at once after a quieter time.
     *
     * @param perSecond the rate; where it is empty nothing waits
     */
    Pace(Vertx vertx, OptionalInt perSecond) {
        this.vertx = vertx;
        this.interval = perSecond.isPresent() ? SECOND / perSecond.getAsInt() : 0;
        this.ahead = interval * (perSecond.orElse(0) / 10);
    }

    /** Waits until a request may begin, without blocking a verticle. */
    void await() throws Trouble {
        var wait = turn(System.nanoTime());
        if (wait.isZero()) {
            return;
        }
        try {
            vertx.timer(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS).await();
        } catch (Exception e) {
            throw Trouble.unreachable("the waiting for its turn was ended: " + Wire.say(e));
        }
    }

    /** Takes the next turn; how long it is until then, at this reading of {@link System#nanoTime}. */
    Duration turn(long now) {
        lock.lock();
        try {
            next = next == Long.MIN_VALUE || next - (now - ahead) < 0 ? now - ahead : next;
            var wait = Math.max(0, next - now);
            next += interval;
            return Duration.ofNanos(wait);
        } finally {
            lock.unlock();
        }
    }
}
