package dev.pinwheel.registry.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something every second while it is used, at once where that is urgent, and nothing while it is not used. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final int IDLE_PERIODS = 5;

    private final String name;
    private final Life life;
    private final AtomicBoolean used = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private int idle;
    private boolean started;
    private boolean urgent;
    private boolean sleeping;
    private boolean closed;

    /** What is done. */
    interface Life {

        /** Whether it is in use though nobody said so. */
        boolean isBusy();

        /** Every second. */
        void beat();

        /** When it has not been used for a while, and at the end. */
        void rest();
    }

    /** A heart that begins to beat when it is first used. */
    Heartbeat(String name, Life life) {
        this.name = name;
        this.life = life;
    }

    /** Says that it is used, which costs next to nothing. */
    void use() {
        if (!used.get() && !used.getAndSet(true)) {
            wake(false);
        }
    }

    /** Beats at once. */
    void hurry() {
        used.set(true);
        wake(true);
    }

    private void wake(boolean now) {
        lock.lock();
        try {
            urgent = urgent || now || sleeping;
            woken.signal();
            if (!started && !closed) {
                started = true;
                Thread.ofVirtual().name(name).start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            do {
                live();
            } while (await(idle < IDLE_PERIODS));
            life.rest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One beat that fails is not the last one: there may be some who wait for the next. */
    private void live() {
        try {
            idle = used.getAndSet(false) || life.isBusy() ? 1 : idle + 1;
            if (idle <= IDLE_PERIODS) {
                life.beat();
            } else {
                life.rest();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed at what it does every second, and goes on", name, e);
        }
    }

    /** Waits for a second, or until it is urgent or, asleep, used; false at the end. */
    private boolean await(boolean aSecond) throws InterruptedException {
        lock.lock();
        try {
            sleeping = !aSecond;
            var left = PERIOD;
            while (!urgent && !closed && left > 0 && !(sleeping && used.get())) {
                if (aSecond) {
                    left = woken.awaitNanos(left);
                } else {
                    woken.await();
                }
            }
            urgent = false;
            sleeping = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }
}
