package dev.pinwheel.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does the same for many things at once, each on a virtual thread, and keeps their order. */
final class Fanning {

    private static final int AT_ONCE = 512;

    private Fanning() {}

    static <T, R> List<R> out(Collection<T> things, Function<T, R> work) {
        var permits = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<R>>();
            for (var thing : things) {
                permits.acquireUninterruptibly();
                futures.add(threads.submit(() -> {
                    try {
                        return work.apply(thing);
                    } finally {
                        permits.release();
                    }
                }));
            }
            return collected(futures);
        }
    }

    private static <R> List<R> collected(List<Future<R>> futures) {
        var results = new ArrayList<R>();
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException unchecked
                        ? unchecked
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while looking", e);
            }
        }
        return results;
    }
}
