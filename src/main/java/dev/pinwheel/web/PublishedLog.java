package dev.pinwheel.web;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.LogDirectory;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what the ledger publishes, for any tool that reads tlog-tiles: tiles never change and may be cached for
 * ever, the checkpoint is asked for anew each time, and nobody keeps a refusal. A few are looked for at a time, each
 * on a thread of its own, so that no other answer waits for the disk or the database; who asks meanwhile waits a while.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public final class PublishedLog implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedLog.class);
    private static final String PREFIX = "/log/";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 10;

    private final Shelf shelf;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** What lies in this directory. */
    public PublishedLog(LogDirectory log) {
        this(log, Optional::empty);
    }

    /**
     * What lies in this directory, or, where another node publishes, what is stored.
     *
     * @param elsewhere the entries, opened anew for an answer, while another node publishes them
     */
    public PublishedLog(LogDirectory log, Supplier<Optional<Entries>> elsewhere) {
        this.shelf = new Shelf(log, elsewhere);
    }

    /** Adds its routes, below {@code /log/}; they answer GET and HEAD. */
    public void mount(Router router) {
        router.route(PREFIX + "*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this);
    }

    @Override
    public void handle(RoutingContext context) {
        var asked = context.request().path();
        var path = asked.startsWith(PREFIX) ? asked.substring(PREFIX.length()) : "";
        var answering = context.vertx().getOrCreateContext();
        Thread.ofVirtual().name("pinwheel-log").start(() -> {
            var found = inTurn(path);
            try {
                answering.runOnContext(ready -> answer(context, found));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} of the published log was not answered: the service stops", path);
            }
        });
    }

    private Published inTurn(String path) {
        try {
            return free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS) ? find(path) : new Published.Busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Published.Busy();
        }
    }

    private Published find(String path) {
        try {
            return shelf.find(path);
        } catch (RuntimeException e) {
            return new Published.Unreadable(Reason.of(e));
        } finally {
            free.release();
        }
    }

    private static void answer(RoutingContext context, Published found) {
        if (context.response().closed()) {
            return;
        }
        switch (found) {
            case Published.Checkpoint(var note) -> checkpoint(context, note);
            case Published.TileFile(var file) ->
                asTile(context).sendFile(file.toString()).onFailure(failure -> unreadable(context, Reason.of(failure)));
            case Published.Tile(var content) -> asTile(context).end(content);
            case Published.Busy busy -> {
                context.response().putHeader("Retry-After", "1");
                refuse(context, 503, "others are asking; ask again");
            }
            case Published.Missing missing -> refuse(context, 404, "not published here");
            case Published.Unreadable(var reason) -> unreadable(context, reason);
        }
    }

    private static void checkpoint(RoutingContext context, Buffer content) {
        var tag = "\"" + Digest.of(content.getBytes()).hex() + "\"";
        var response = context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", tag);
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(content);
        }
    }

    private static HttpServerResponse asTile(RoutingContext context) {
        return context.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", FOR_EVER);
    }

    private static void unreadable(RoutingContext context, String reason) {
        LOG.warn(
                "tried to read {} of the published log but {}",
                context.request().path(),
                reason);
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            refuse(context, 500, "the log could not be read; what Pinwheel logs says why");
        }
    }

    /** What is not there now may be there in a moment, so nobody keeps this answer. */
    private static void refuse(RoutingContext context, int status, String reason) {
        context.response()
                .setStatusCode(status)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
