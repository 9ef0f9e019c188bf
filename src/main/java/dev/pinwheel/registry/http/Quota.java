package dev.pinwheel.registry.http;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Demand;
import dev.pinwheel.registry.Share;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part of what all nodes may ask of one registry, asked for anew every second while it is used, and at
 * once when turns are wanted or something was learned.
 *
 * <p>While what the nodes share cannot be reached, the share that it has holds to its end. After that it has one
 * request under way at a time and, where there is a rate, a part of it as if every node that it knows of, and one
 * other at least, were in the same state.
 */
final class Quota implements Heartbeat.Life, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);
    private static final int ALONE_SLOTS = 1;

    private final RegistryHost host;
    private final HostSettings settings;
    private final Budget budget;
    private final Heartbeat heart;
    private final Circuit circuit;
    private final Throttles throttles;
    private final Pace pace;
    private final Lane looks;
    private final Lane downloads;
    private final Untold untold = new Untold();
    private boolean away;
    private int slots;
    private int nodes = 2;
    private long heldUntil = System.nanoTime();
    private long nextAlone = System.nanoTime();

    /** The quota of a registry that is spoken to in this way. */
    Quota(Vertx vertx, RegistryHost host, HostSettings settings, Budget budget, Clock clock) {
        this.host = host;
        this.settings = settings;
        this.budget = budget;
        this.heart = new Heartbeat("pinwheel-quota-" + host, this);
        this.circuit = new Circuit(clock, heart::hurry);
        this.throttles = new Throttles(clock, heart::hurry);
        this.pace = new Pace(vertx, settings.rate(), throttles, heart::hurry);
        this.looks = new Lane(heart::use);
        this.downloads = new Lane(heart::use);
    }

    Lane looks() {
        return looks;
    }

    Lane downloads() {
        return downloads;
    }

    Pace pace() {
        return pace;
    }

    Circuit circuit() {
        return circuit;
    }

    Throttles throttles() {
        return throttles;
    }

    @Override
    public boolean isBusy() {
        return busy() > 0 || looks.hasWaiting() || downloads.hasWaiting();
    }

    private int busy() {
        return Math.max(looks.busy(), downloads.busy());
    }

    /** Asks for a share; the one that it has is narrowed before, if it could end during a call that is in vain. */
    @Override
    public void beat() {
        beat(System.nanoTime());
    }

    void beat(long begun) {
        looks.check(begun);
        downloads.check(begun);
        if (slots > ALONE_SLOTS && heldUntil - begun <= Budget.LONGEST_CALL.toNanos()) {
            widen(ALONE_SLOTS);
        }
        untold.add(circuit.news(), begun);
        untold.add(throttles.news(), begun);
        var news = untold.at(begun);
        var demand = new Demand(settings.concurrency(), busy(), settings.rate(), pace.wanted(), news);
        try {
            var share = budget.share(host, demand);
            untold.clear();
            heldUntil = begun + Budget.LEASE.toNanos();
            hold(share, demand.turns());
        } catch (IOException | RuntimeException e) {
            goOnAlone(demand, e);
        }
    }

    private void hold(Share share, int turns) {
        if (away) {
            LOG.info("the budget of {} is shared with the other nodes again", host);
        }
        away = false;
        nodes = Math.max(2, share.nodes());
        circuit.learn(share);
        throttles.learn(share);
        widen(share.slots());
        if (turns > 0) {
            pace.grant(share.firstTurn(), turns, System.nanoTime());
        }
    }

    private void goOnAlone(Demand demand, Exception reason) {
        if (!away) {
            LOG.warn(
                    "{}; until that works this node has one request at a time, and the rate divided by {}",
                    reason.getMessage(),
                    nodes);
        }
        away = true;
        var now = System.nanoTime();
        if (heldUntil - now <= 0) {
            widen(ALONE_SLOTS);
        }
        if (demand.turns() > 0) {
            var first = Math.max(0, nextAlone - now);
            nextAlone = now + first + nodes * demand.interval();
            pace.grant(Duration.ofNanos(first), 1, now);
        }
    }

    private void widen(int callers) {
        slots = callers;
        looks.widen(callers);
        downloads.widen(callers);
    }

    @Override
    public void rest() {
        widen(0);
        try {
            budget.leave(host);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the share of {} ends by itself: {}", host, e.getMessage());
        }
    }

    @Override
    public void close() {
        heart.close();
        looks.close();
        downloads.close();
        pace.close();
    }
}
