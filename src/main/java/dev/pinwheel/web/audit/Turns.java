package dev.pinwheel.web.audit;

import dev.pinwheel.journal.Entries;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Gives a few answers at a time, each on a thread of its own, and read from the ledger as it is sent. */
final class Turns {

    private final Supplier<Entries> ledger;
    private final Semaphore free;

    Turns(Supplier<Entries> ledger, int atOnce) {
        this.ledger = ledger;
        this.free = new Semaphore(atOnce);
    }

    /** Answers in this media type, or says that others are asking. */
    void give(RoutingContext request, String mediaType, BiConsumer<Entries, SlowBody> answer) {
        if (!free.tryAcquire()) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "10");
            refuse(request, 503, "others are asking; ask again later");
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        Thread.ofVirtual().name("audit").start(() -> send(new SlowBody(request.response()), answer));
    }

    private void send(SlowBody body, BiConsumer<Entries, SlowBody> answer) {
        try {
            read(body, answer);
            body.end();
        } catch (RuntimeException | Error e) {
            body.fail();
            throw e;
        }
    }

    /** Lets the next one ask before the last of this answer is sent. */
    private void read(SlowBody body, BiConsumer<Entries, SlowBody> answer) {
        try (var entries = ledger.get()) {
            answer.accept(entries, body);
        } finally {
            free.release();
        }
    }

    /** Says no, and why. */
    static void refuse(RoutingContext request, int status, String reason) {
        request.response().setStatusCode(status);
        request.json(new JsonObject().put("error", reason));
    }
}
