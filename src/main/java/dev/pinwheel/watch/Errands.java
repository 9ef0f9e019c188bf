package dev.pinwheel.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What is to be done at one registry beside the rounds: several things at once, and of each name the newest only. */
final class Errands {

    private static final int AT_ONCE = 32;

    private final SequencedMap<Object, Runnable> waiting = new LinkedHashMap<>();
    private int workers;
    private Optional<RuntimeException> failure = Optional.empty();

    /** Has something done; whoever asks does not wait for it. */
    synchronized void add(Object name, Runnable errand) {
        waiting.put(name, errand);
        if (workers < AT_ONCE) {
            workers++;
            Thread.ofVirtual().name("errand for " + name).start(this::work);
        }
    }

    private void work() {
        for (var next = next(); next.isPresent(); next = next()) {
            try {
                next.get().run();
            } catch (RuntimeException e) {
                failed(e);
            } catch (Error e) {
                failed(new CompletionException(e));
            }
        }
    }

    /** The next thing to do; a worker for whom there is none is done. */
    private synchronized Optional<Runnable> next() {
        var next = Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue);
        if (next.isEmpty()) {
            workers--;
            notifyAll();
        }
        return next;
    }

    private synchronized void failed(RuntimeException reason) {
        failure = Optional.of(reason);
    }

    /** Waits until all is done, at most for so long; what failed, be it earlier, is thrown once. */
    synchronized void await(long nanoseconds) {
        try {
            var end = System.nanoTime() + nanoseconds;
            for (var left = nanoseconds; workers > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for mirrors", e);
        }
        var reason = failure;
        failure = Optional.empty();
        if (reason.isPresent()) {
            throw reason.get();
        }
    }
}
