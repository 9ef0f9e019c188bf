package dev.pinwheel.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Verifies the signature under every stored checkpoint while the ledger is in use already: a start waits only for the
 * newest of them, as a hundred thousand take minutes.
 */
final class SignatureWatch implements AutoCloseable {

    private static final long ENDING_SECONDS = 5;

    private final CompletableFuture<Boolean> checked = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * Begins to verify.
     *
     * @param alarm told why this ledger must not be written any more, if that is found
     */
    SignatureWatch(Entries entries, Consumer<JournalException> alarm) {
        var signatures = new Signatures(entries);
        Thread.ofPlatform().name("pinwheel-signatures").daemon().start(() -> check(signatures, alarm));
    }

    private void check(Signatures signatures, Consumer<JournalException> alarm) {
        try {
            signatures.check(ThreadLocalRandom.current().nextLong(signatures.size() + 1), () -> !closed);
            checked.complete(!closed);
        } catch (JournalException e) {
            if (!closed) {
                alarm.accept(e);
            }
            checked.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            alarm.accept(new JournalException("tried to verify the signatures of the ledger", e));
            checked.completeExceptionally(e);
        }
    }

    /**
     * Waits until all are verified, but not for longer than that.
     *
     * @throws JournalException if one is not what it must be, or could not be read
     */
    void await(Duration patience) {
        try {
            checked.copy()
                    .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof JournalException found
                    ? found
                    : new JournalException("tried to verify the signatures of the ledger", e);
        }
    }

    /** Verifies no more, and waits for a moment until nothing is read any more. */
    @Override
    public void close() {
        closed = true;
        try {
            checked.orTimeout(ENDING_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            // Whatever was found has been told, and a database that hangs is not waited for.
        }
    }
}
