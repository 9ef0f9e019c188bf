package dev.pinwheel.watch;

import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What somebody asks for between the rounds: of each registry, and of each source, one batch after the other, and
 * none waits for another registry's or source's. Whoever comes while a batch waits is part of it.
 */
final class Hints {

    /** How many tags of a registry are worked on at once. */
    private static final int AT_ONCE = 32;

    private final Watched watched;
    private final Map<Object, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Hints(Watched watched) {
        this.watched = watched;
    }

    /**
     * Looks at what is asked for as soon as it is due, unless it was looked at since. What waits when everything stops is
     * in the ledger, and answered after the next start.
     */
    void asked(LookAsked ask) {
        if (watched.rounds().asks().asked(ask) && awaitDue(ask)) {
            var host = ask.repository().host();
            watched.rounds().asks().due(ask);
            inTurn(host, () -> answer(host));
        }
    }

    /** Waits until it is due; false if everything stops before. */
    private boolean awaitDue(LookAsked ask) {
        try {
            var left = ask.left(watched.clock().instant());
            return left.isZero() || !stopped.await(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets nothing wait any more. */
    void stop() {
        stopped.countDown();
    }

    /** Reads one source again and looks at those of its tags that were never looked at, or not while nobody pinned them. */
    void changed(SourceChanged change) {
        inTurn(
                change.source(),
                () -> watched.reading().read(change, watched.tell()).ifPresent(this::plan));
    }

    /** Who waits for a turn has not begun yet, so another need not wait beside it. */
    private void inTurn(Object place, Runnable work) {
        var turn = turns.computeIfAbsent(place, unseen -> new ReentrantLock());
        if (turn.hasQueuedThreads()) {
            return;
        }
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    /** Answers all that is due of a registry by now; a tag that is asked for several times is looked at once. */
    private void answer(RegistryHost host) {
        var isComplete = watched.reading().isComplete();
        var pinnings = watched.reading().pinnings();
        var asks = watched.rounds().asks().due(host);
        var concerned = pinnings.of(host).stream()
                .filter(watch -> asks.stream().anyMatch(ask -> ask.concerns(watch)))
                .toList();
        together(look -> Fanning.over(concerned, AT_ONCE, watch -> {
            look.at(watch);
            pinnings.of(watch).forEach(source -> watched.act(source.source(), watch, () -> look.at(watch)));
        }));
        watched.rounds()
                .asks()
                .answered(asks.stream()
                        .filter(ask -> isComplete || concerned.stream().anyMatch(ask::concerns))
                        .toList());
    }

    private void plan(PinnedSource source) {
        together(look -> perRegistry(source.pins().keySet(), (host, watches) -> {
            var added = watched.rounds().roster().added(host, watches);
            Fanning.over(watches, AT_ONCE, watch -> {
                if ((watched.isNew(watch) || added.contains(watch))
                        && look.at(watch).digest().isPresent()) {
                    watched.rounds().roster().lookedAt(watch);
                }
                watched.act(source.source(), watch, () -> look.at(watch));
            });
        }));
    }

    /** Who looks at tags in one batch. */
    private interface Looker {

        Look at(Watch watch);
    }

    /** Does what looks at many tags; of those of a registry that fail in one way the most are told together. */
    private void together(Consumer<Looker> looking) {
        var started = watched.clock().instant();
        var outages = watched.reporting().outages(started);
        try {
            looking.accept(watch -> watched.look(started, watch, outages::tell));
        } finally {
            outages.end();
        }
    }

    private static void perRegistry(Collection<Watch> watches, BiConsumer<RegistryHost, List<Watch>> work) {
        var hosts = watches.stream()
                .collect(Collectors.groupingBy(watch -> watch.repository().host()));
        Fanning.over(hosts.keySet(), hosts.size(), host -> work.accept(host, hosts.getOrDefault(host, List.of())));
    }
}
