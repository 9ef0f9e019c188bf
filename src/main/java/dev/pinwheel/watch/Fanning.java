package dev.pinwheel.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same for many things, several at once, each on a virtual thread. */
final class Fanning {

    private Fanning() {}

    /** Works through all things, at most {@code atOnce} at a time; what the work throws is thrown in the end. */
    static <T> void over(Collection<T> things, int atOnce, Consumer<T> work) {
        var queue = new Queue<>(things.iterator());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = new ArrayList<Future<?>>();
            for (var i = 0; i < Math.min(atOnce, things.size()); i++) {
                workers.add(threads.submit(() -> queue.work(work)));
            }
            for (var worker : workers) {
                await(worker);
            }
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking", e);
        }
    }

    /** What is still to be done, taken by several threads. */
    private record Queue<T>(Iterator<T> things) {

        void work(Consumer<T> work) {
            for (var next = next(); next.isPresent(); next = next()) {
                work.accept(next.get());
            }
        }

        private Optional<T> next() {
            synchronized (things) {
                return things.hasNext() ? Optional.of(things.next()) : Optional.empty();
            }
        }
    }
}
