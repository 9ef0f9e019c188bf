package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.RegistryHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The rounds of all registries, each by itself: a slow registry's goes on while the others have theirs,
 * and it has no second one before the first is done.
 */
final class HostRounds {

    private final Watched watched;
    private final Duration patience;
    private final Map<RegistryHost, CompletableFuture<RegistryLooked>> underWay = new ConcurrentHashMap<>();

    HostRounds(Watched watched, Duration patience) {
        this.watched = watched;
        this.patience = patience;
    }

    /**
     * Starts a round for each registry that has none under way, and waits: for all that are under way in a
     * cycle of all tags, for a while in one by the schedule.
     *
     * @return the rounds that are done
     */
    List<RegistryLooked> run(CycleStarted cycle, Pinnings pinnings) {
        rethrow();
        var started = new LinkedHashMap<>(
                cycle.scope() == CycleStarted.Scope.ALL
                        ? underWay
                        : Map.<RegistryHost, CompletableFuture<RegistryLooked>>of());
        for (var host : pinnings.hosts()) {
            if (!underWay.containsKey(host)) {
                started.put(host, start(new HostRound(watched, cycle, host, pinnings), host));
            }
        }
        var deadline = System.nanoTime() + patience.toNanos();
        var done = new ArrayList<RegistryLooked>();
        for (var round : started.values()) {
            switch (cycle.scope()) {
                case ALL -> await(round, Long.MAX_VALUE, done);
                case DUE -> await(round, Math.max(0, deadline - System.nanoTime()), done);
            }
        }
        rethrow();
        return done;
    }

    private CompletableFuture<RegistryLooked> start(HostRound round, RegistryHost host) {
        var done = new CompletableFuture<RegistryLooked>();
        underWay.put(host, done);
        Thread.ofVirtual().name("round of " + host).start(() -> {
            try {
                var looked = round.run();
                underWay.remove(host);
                done.complete(looked);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void await(CompletableFuture<RegistryLooked> round, long nanoseconds, List<RegistryLooked> done) {
        try {
            done.add(round.get(nanoseconds, TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a registry's round", e);
        }
    }

    /** A round that failed, be it of an earlier cycle, is over and fails the cycle. */
    private void rethrow() {
        for (var host : List.copyOf(underWay.keySet())) {
            var round = underWay.get(host);
            if (round != null && round.isCompletedExceptionally()) {
                underWay.remove(host);
                var cause = round.exceptionNow();
                throw cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
            }
        }
    }
}
