package dev.pinwheel.registry.http;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a few callers through at a time; the others wait for their turn without blocking a verticle. */
final class Lane {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** What is done while it is one's turn. */
    interface Turn<T> {
        T take() throws Trouble;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    Lane(int width) {
        this.free = width;
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
        var turn = Promise.<Void>promise();
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return;
            }
            waiting.add(turn);
        } finally {
            lock.unlock();
        }
        try {
            turn.future().await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp(turn);
            throw Trouble.throttled(
                    LONGEST_WAIT,
                    "its turn did not come in " + LONGEST_WAIT.toMinutes()
                            + " min, because of all that is asked of the registry before it");
        } catch (Exception e) {
            giveUp(turn);
            throw Trouble.unreachable("its turn did not come: " + Wire.say(e));
        }
    }

    private void giveUp(Promise<Void> turn) {
        lock.lock();
        try {
            if (waiting.remove(turn)) {
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
            var next = waiting.poll();
            if (next == null) {
                free++;
            } else {
                next.complete();
            }
        } finally {
            lock.unlock();
        }
    }
}
