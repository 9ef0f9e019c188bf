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

    private static final Duration FOR_EVER = Duration.ofDays(365);

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
        var failed = over();
        var started = new LinkedHashMap<>(
                cycle.scope() == CycleStarted.Scope.ALL
                        ? underWay
                        : Map.<RegistryHost, CompletableFuture<RegistryLooked>>of());
        for (var host : pinnings.hosts()) {
            if (!underWay.containsKey(host)) {
                started.put(host, start(new HostRound(watched, cycle, host, pinnings), host));
            }
        }
        watched.rounds().roster().begun(pinnings.hosts(), watched.reading().isComplete());
        var patient = new Patience(
                switch (cycle.scope()) {
                    case ALL -> FOR_EVER;
                    case DUE -> patience;
                });
        var done = new ArrayList<RegistryLooked>();
        started.values().forEach(round -> await(round, patient.left(), done));
        watched.mirrors().await(patient.left());
        failed.addAll(over());
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
        return done;
    }

    /** Whether a registry's round is not done. */
    boolean isUnderWay(RegistryHost host) {
        return underWay.containsKey(host);
    }

    /** How many registries' rounds are not done. */
    int underWay() {
        return underWay.size();
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

    /** Why rounds that failed, be it in an earlier cycle, did so; they are over, and fail the cycle after all others. */
    private List<RuntimeException> over() {
        var failed = new ArrayList<RuntimeException>();
        for (var host : List.copyOf(underWay.keySet())) {
            var round = underWay.get(host);
            if (round != null && round.isCompletedExceptionally()) {
                underWay.remove(host);
                var cause = round.exceptionNow();
                failed.add(cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause));
            }
        }
        return failed;
    }

    /** A time that passes. */
    private record Patience(long end) {

        Patience(Duration time) {
            this(System.nanoTime() + time.toNanos());
        }

        /** In nanoseconds; none is left when it is over. */
        long left() {
            return Math.max(0, end - System.nanoTime());
        }
    }
}
