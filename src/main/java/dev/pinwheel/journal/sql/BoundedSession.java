package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.JournalException;
import dev.pinwheel.registry.Budget;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session for many callers, none of whom it keeps for longer than {@link #LONGEST}, also while the server hangs. One
 * that broke is begun anew by the next call.
 */
final class BoundedSession implements AutoCloseable {

    /** How long a call takes at most: its turn, the beginning of a session, and the transaction. */
    static final Duration LONGEST = Budget.LONGEST_CALL;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Duration CONNECTING = Duration.ofSeconds(1);
    private static final Duration TRANSACTION = Duration.ofSeconds(1);
    private static final Duration TURN = LONGEST.minus(TRANSACTION);

    private final PostgresqlLogin login;
    private final String options;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable Session session;
    private @Nullable Failure last;
    private volatile boolean closed;

    /** Why a call was in vain, and when. */
    private record Failure(long at, String reason) {}

    /**
     * Sessions that begin so.
     *
     * @param options what each sets, as {@code -c name=value}
     */
    BoundedSession(PostgresqlLogin login, String options) {
        this.login = login;
        this.options = options;
    }

    /**
     * Does all of this in one transaction, or nothing.
     *
     * @throws IOException if that is not done in time; who waits for a turn while another's call fails is told so, too
     */
    <T> T transaction(Function<Session, T> work) throws IOException {
        var asked = System.nanoTime();
        takeTurn();
        try {
            if (last != null && last.at - asked > 0) {
                throw new IOException(last.reason);
            }
            var open = open(asked);
            return inTime(open, () -> open.transaction(() -> work.apply(open)));
        } catch (JournalException e) {
            if (!isOnlyLocked(e)) {
                end();
                last = new Failure(System.nanoTime(), String.valueOf(e.getMessage()));
            }
            throw new IOException(e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a row was kept by another node, which is no fault of the session: the next call may want another row. */
    private static boolean isOnlyLocked(JournalException failure) {
        return failure.getCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())
                && failure.getSuppressed().length == 0;
    }

    private void takeTurn() throws IOException {
        try {
            if (!lock.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(login.address() + " keeps an earlier call waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it waited for " + login.address(), e);
        }
    }

    /** The session; a new one is begun only where that leaves time for the transaction. */
    private Session open(long asked) throws IOException {
        if (closed) {
            throw new IOException("it is closed");
        }
        if (session == null
                && System.nanoTime() - asked > TURN.minus(CONNECTING).toNanos()) {
            throw new IOException(login.address() + " kept an earlier call waiting");
        }
        var open = session == null ? login.session(options, CONNECTING, LONGEST) : session;
        session = open;
        return open;
    }

    private interface Work<T> {
        T run();
    }

    /** The driver counts in whole seconds and for each message by itself, so the session is cut off from outside. */
    private <T> T inTime(Session open, Work<T> work) {
        var call = new CompletableFuture<Void>().orTimeout(TRANSACTION.toMillis(), TimeUnit.MILLISECONDS);
        var cutting = call.whenComplete((done, late) -> {
            if (late != null) {
                open.abort();
            }
        });
        try {
            return work.run();
        } finally {
            call.complete(null);
            cutting.exceptionally(late -> null).join();
        }
    }

    /** Ends a session that may be broken. */
    private void end() {
        var broken = session;
        session = null;
        if (broken != null) {
            broken.abort();
        }
    }

    /** Ends the session; who waits for a turn, and comes later, is turned away. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }
}
