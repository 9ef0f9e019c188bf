package dev.pinwheel.journal.sql;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Demand;
import dev.pinwheel.registry.News;
import dev.pinwheel.registry.Share;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets of registries in the database that the nodes share. A registry's row is locked for the moment in which a
 * share is made, and the server's clock counts. No call takes longer than three seconds, whatever the server does.
 */
public final class PostgresqlBudget implements Budget {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlBudget.class);

    /**
     * None of this must survive the loss of power, so that no disk is waited for; and a node that stands still within a
     * transaction loses its session, and the row that it has locked, after a second.
     */
    static final String OPTIONS =
            "-c synchronous_commit=off -c lock_timeout=500 -c idle_in_transaction_session_timeout=1000";

    private final BoundedSession session;
    private final String node;

    /**
     * The budgets in this database, as one node sees them.
     *
     * @param node what the node is called; no other one is called so
     */
    public PostgresqlBudget(PostgresqlAddress address, Optional<String> password, String node) {
        this.session = new BoundedSession(new PostgresqlLogin(address, password), OPTIONS);
        this.node = node;
    }

    @Override
    public Share share(RegistryHost host, Demand demand) throws IOException {
        return transaction("tried to share the budget of " + host, open -> share(open, host.name(), demand));
    }

    private Share share(Session open, String host, Demand demand) {
        if (open.first(Queries.named("lock-budget"), row -> true, host).isEmpty()) {
            open.update(Queries.named("open-budget"), host);
            open.first(Queries.named("lock-budget"), row -> true, host);
        }
        demand.news().forEach(news -> note(open, host, news));
        var first = turns(open, host, demand);
        var others = others(open, host);
        var slots = demand.slots(others.nodes() + 1, others.slots());
        open.update(Queries.named("hold-share"), host, node, Math.max(slots, demand.busy()), micros(LEASE));
        return open.one(
                Queries.named("budget"),
                row -> new Share(
                        slots,
                        others.nodes() + 1,
                        first,
                        duration(row.getLong("throttled")),
                        duration(row.getLong("pulls_throttled")),
                        duration(row.getLong("failing")),
                        row.getInt("failures")),
                host);
    }

    /** What the other nodes that live hold. */
    private record Others(int nodes, int slots) {}

    private Others others(Session open, String host) {
        open.update(Queries.named("forget-shares"), host);
        return open.one(
                Queries.named("other-shares"), row -> new Others(row.getInt("nodes"), row.getInt("slots")), host, node);
    }

    private static void note(Session open, String host, News news) {
        switch (news) {
            case News.Throttling(var left) -> open.update(Queries.named("note-throttling"), micros(left), host);
            case News.ThrottlingPulls(var left) ->
                open.update(Queries.named("note-throttling-pulls"), micros(left), host);
            case News.Failing(var left, var failures) ->
                open.update(Queries.named("note-failing"), micros(left), failures, host);
            case News.Answering answering -> open.update(Queries.named("note-answering"), host);
        }
    }

    private static Duration turns(Session open, String host, Demand demand) {
        if (demand.turns() == 0) {
            return Duration.ZERO;
        }
        var taken = TimeUnit.NANOSECONDS.toMicros(demand.turns() * demand.interval());
        var burst = TimeUnit.NANOSECONDS.toMicros(demand.burst());
        var next = open.one(Queries.named("take-turns"), row -> row.getLong(1), burst, taken, host);
        return duration(next - taken);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    @Override
    public void leave(RegistryHost host) throws IOException {
        transaction(
                "tried to give back the share of " + host,
                open -> open.update(Queries.named("leave-share"), host.name(), node));
    }

    private <T> T transaction(String what, Function<Session, T> work) throws IOException {
        try {
            return session.transaction(work);
        } catch (IOException e) {
            throw new IOException(what + " but " + e.getMessage(), e);
        }
    }

    /** Gives back all shares, if that works at once. */
    @Override
    public void close() {
        try (session) {
            session.transaction(open -> open.update(Queries.named("leave-shares"), node));
        } catch (IOException e) {
            LOG.debug("the shares of {} end by themselves: {}", node, e.getMessage());
        }
    }
}
