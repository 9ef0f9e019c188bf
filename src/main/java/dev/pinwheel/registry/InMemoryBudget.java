package dev.pinwheel.registry;

import dev.pinwheel.image.RegistryHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The budgets of nodes in one process, which is all there is where no database is shared. */
public final class InMemoryBudget {

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RegistryHost, Account> accounts = new HashMap<>();

    public InMemoryBudget(Clock clock) {
        this.clock = clock;
    }

    /** The budgets as the node of this name sees them. */
    public Budget node(String name) {
        return new Budget() {

            @Override
            public Share share(RegistryHost host, Demand demand) {
                lock.lock();
                try {
                    return accounts.computeIfAbsent(host, unknown -> new Account())
                            .share(name, demand);
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void leave(RegistryHost host) {
                locked(() -> accounts.computeIfPresent(host, (left, account) -> account.without(name)));
            }

            @Override
            public void close() {
                locked(() -> accounts.values().forEach(account -> account.without(name)));
            }
        };
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** How many requests a node may have under way, and until when. */
    private record Held(int slots, long until) {}

    /** A time in which a registry is left alone; a clock that is set back to before it ends it, and none is too long. */
    private record Pause(Duration longest, Instant from, Instant until) {

        Pause(Duration longest) {
            this(longest, Instant.EPOCH, Instant.EPOCH);
        }

        Duration left(Instant now) {
            var left = Duration.between(now, until);
            return now.isBefore(from) || left.isNegative() || left.compareTo(longest) > 0 ? Duration.ZERO : left;
        }

        Pause atLeast(Instant now, Duration duration) {
            return left(now).compareTo(duration) >= 0 ? this : new Pause(longest, now, now.plus(duration));
        }
    }

    /** One registry's budget. */
    private final class Account {

        private final Map<String, Held> shares = new HashMap<>();
        private Pause throttled = new Pause(Budget.LONGEST_THROTTLING);
        private Pause pullsThrottled = new Pause(Budget.LONGEST_THROTTLING);
        private Pause failing = new Pause(Budget.LONGEST_FAILING);
        private int failures;
        private long next = System.nanoTime();

        Share share(String node, Demand demand) {
            var now = System.nanoTime();
            demand.news().forEach(this::learn);
            shares.values().removeIf(held -> held.until() - now <= 0);
            shares.remove(node);
            var others = shares.values().stream().mapToInt(Held::slots).sum();
            var nodes = shares.size() + 1;
            var slots = demand.slots(nodes, others);
            shares.put(node, new Held(Math.max(slots, demand.busy()), now + Budget.LEASE.toNanos()));
            var at = clock.instant();
            return new Share(
                    slots,
                    nodes,
                    turns(demand, now),
                    throttled.left(at),
                    pullsThrottled.left(at),
                    failing.left(at),
                    failures);
        }

        Account without(String node) {
            shares.remove(node);
            return this;
        }

        private Duration turns(Demand demand, long now) {
            var first = Math.max(0, next - (now - demand.burst())) + now - demand.burst();
            next = demand.turns() == 0 ? next : first + demand.turns() * demand.interval();
            return Duration.ofNanos(first - now);
        }

        private void learn(News news) {
            var now = clock.instant();
            switch (news) {
                case News.Throttling(var left) -> throttled = throttled.atLeast(now, left);
                case News.ThrottlingPulls(var left) -> pullsThrottled = pullsThrottled.atLeast(now, left);
                case News.Failing(var left, var times) -> {
                    failing = failing.atLeast(now, left);
                    failures = Math.max(failures, times);
                }
                case News.Answering answering -> {
                    failing = new Pause(Budget.LONGEST_FAILING);
                    failures = 0;
                }
            }
        }
    }
}
