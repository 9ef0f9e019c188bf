package dev.pinwheel.web.audit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A body that is sent as fast as its reader reads, from a thread that may wait. One that cannot be ended is cut
 * off, so that nobody takes a part for the whole.
 */
final class SlowBody {

    private static final int CHUNK = 1 << 16;
    private static final long SECONDS = 30;

    private final HttpServerResponse response;
    private final StringBuilder waiting = new StringBuilder();

    SlowBody(HttpServerResponse response) {
        this.response = response;
    }

    void write(String text) {
        waiting.append(text);
        if (waiting.length() >= CHUNK) {
            send();
        }
    }

    private void send() {
        response.setChunked(true);
        var written = response.write(Buffer.buffer(waiting.toString()))
                .toCompletionStage()
                .toCompletableFuture();
        waiting.setLength(0);
        try {
            written.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("whoever asked did not read the answer in " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an answer was sent", e);
        }
    }

    void end() {
        response.end(Buffer.buffer(waiting.toString()));
    }

    /** Says that it failed where nothing was sent yet, and closes the connection otherwise. */
    void fail() {
        if (response.headWritten()) {
            response.reset();
        } else {
            response.setStatusCode(500).putHeader("content-type", "application/json");
            response.end("{\"error\":\"the ledger could not be read; its log says why\"}");
        }
    }
}
