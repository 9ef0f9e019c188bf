package dev.pinwheel.journal.sql;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines that wait to be sent together, a moment after the first of them. Lines that cannot be sent are lost, and who adds
 * is told why until something can be sent again, which is tried every few seconds; what is to be deleted is kept until then.
 */
final class LookBatches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LookBatches.class);

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST = 50_000;

    private final Sender sender;
    private Map<RegistryHost, Batch> waiting = new LinkedHashMap<>();
    private int lines;
    private boolean isExpected;
    private boolean isClosed;
    private @Nullable IOException failure;
    private long failed;

    /**
     * What is to be done at a registry.
     *
     * @param isAfresh whether all that was added before is deleted first
     */
    record Batch(boolean isAfresh, List<String> lines) {}

    /** What sends all that waits. */
    interface Sender {
        void send(Map<RegistryHost, Batch> waiting) throws IOException;
    }

    LookBatches(Sender sender) {
        this.sender = sender;
    }

    /** Has a line sent soon; throws why an earlier one could not be sent. */
    synchronized void add(RegistryHost host, String line) throws IOException {
        if (lines < MOST) {
            lines++;
            waiting.computeIfAbsent(host, unseen -> new Batch(false, new ArrayList<>()))
                    .lines()
                    .add(line);
            expect();
        } else if (failure == null) {
            failed(new IOException("tried to note what was looked at, but " + MOST + " lines wait for the database"));
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Has all lines of a registry deleted soon; those that wait are not sent. */
    synchronized void delete(RegistryHost host) {
        var before = waiting.put(host, new Batch(true, new ArrayList<>()));
        lines -= before == null ? 0 : before.lines().size();
        expect();
    }

    private void expect() {
        if (!isExpected) {
            isExpected = true;
            var delay = failure == null ? MOMENT : PAUSE;
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::sendSoon);
        }
    }

    private void sendSoon() {
        try {
            send();
        } catch (IOException toldToWhoAdds) {
            LOG.debug("a look log loses lines", toldToWhoAdds);
        }
    }

    /** Sends all that waits; throws at once where that failed a moment ago. */
    void sendNow() throws IOException {
        checkPause();
        send();
    }

    private synchronized void checkPause() throws IOException {
        if (failure != null && System.nanoTime() - failed < PAUSE.toNanos()) {
            throw failure;
        }
    }

    private void send() throws IOException {
        synchronized (sender) {
            var batches = taken();
            if (!batches.isEmpty()) {
                try {
                    sender.send(batches);
                    worked();
                } catch (IOException e) {
                    failed(e);
                    keepDeletions(batches);
                    throw e;
                }
            }
        }
    }

    private synchronized Map<RegistryHost, Batch> taken() {
        var taken = waiting;
        waiting = new LinkedHashMap<>();
        lines = 0;
        isExpected = false;
        return taken;
    }

    private synchronized void keepDeletions(Map<RegistryHost, Batch> lost) {
        for (var batch : lost.entrySet()) {
            if (batch.getValue().isAfresh() && !isClosed) {
                var since = waiting.get(batch.getKey());
                waiting.put(batch.getKey(), new Batch(true, since == null ? new ArrayList<>() : since.lines()));
                expect();
            }
        }
    }

    /** Notes that the database answers. */
    synchronized void worked() {
        failure = null;
    }

    /** Notes why something failed, and gives it back. */
    synchronized IOException failed(IOException reason) {
        failure = reason;
        failed = System.nanoTime();
        return reason;
    }

    /** Sends what waits, if nothing failed a moment ago. */
    @Override
    public void close() {
        noteClosed();
        try {
            sendNow();
        } catch (IOException e) {
            LOG.debug("what was looked at last is not noted: {}", e.getMessage());
        }
    }

    private synchronized void noteClosed() {
        isClosed = true;
    }
}
