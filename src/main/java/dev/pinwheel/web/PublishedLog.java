package dev.pinwheel.web;

import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.StoredLog;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.TilePath;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Serves what the ledger publishes, for any tool that reads tlog-tiles: tiles never change and may be cached for
 * ever, the checkpoint is asked for anew each time.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public final class PublishedLog implements Handler<RoutingContext> {

    private static final String PREFIX = "/log/";
    private static final List<String> CHECKPOINTS = List.of("checkpoint", "checkpoint.cosigned");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final int ANSWERS_AT_ONCE = 4;

    private final Path directory;
    private final Supplier<Optional<Entries>> elsewhere;
    private final Semaphore free = new Semaphore(ANSWERS_AT_ONCE);

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
        this.directory = log.path();
        this.elsewhere = elsewhere;
    }

    /** Adds its routes, below {@code /log/}; they answer GET and HEAD, and must run where blocking is allowed. */
    public void mount(Router router) {
        router.route(PREFIX + "*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this);
    }

    @Override
    public void handle(RoutingContext context) {
        var path = context.request().path().substring(PREFIX.length());
        try {
            if (stored(context, path)) {
                return;
            }
            if (CHECKPOINTS.contains(path)) {
                checkpoint(context, directory.resolve(path));
            } else {
                tile(context, directory.resolve(TilePath.parse(path).toString()));
            }
        } catch (IllegalArgumentException | NoSuchFileException e) {
            missing(context);
        } catch (IOException | JournalException e) {
            context.fail(500, e);
        }
    }

    /** Whether it was answered from what is stored. */
    private boolean stored(RoutingContext context, String path) {
        if (!free.tryAcquire()) {
            context.response().setStatusCode(503).putHeader("Retry-After", "1").end();
            return true;
        }
        try {
            var opened = elsewhere.get();
            opened.ifPresent(entries -> stored(context, path, entries));
            return opened.isPresent();
        } finally {
            free.release();
        }
    }

    private static void stored(RoutingContext context, String path, Entries entries) {
        try (entries) {
            var log = new StoredLog(entries);
            if (path.equals(CHECKPOINTS.getFirst())) {
                log.checkpoint()
                        .ifPresentOrElse(
                                signed -> checkpoint(context, signed.toString().getBytes(StandardCharsets.UTF_8)),
                                () -> missing(context));
            } else {
                log.tile(TilePath.parse(path))
                        .ifPresentOrElse(tile -> asTile(context).end(Buffer.buffer(tile)), () -> missing(context));
            }
        }
    }

    private static void checkpoint(RoutingContext context, Path file) throws IOException {
        if (Files.size(file) > Note.MAX_LENGTH) {
            throw new IOException(file + " is larger than any checkpoint");
        }
        checkpoint(context, Files.readAllBytes(file));
    }

    private static void checkpoint(RoutingContext context, byte[] content) {
        var tag = "\"" + Digest.of(content).hex() + "\"";
        var response = context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", tag);
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(Buffer.buffer(content));
        }
    }

    private static void tile(RoutingContext context, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        asTile(context).sendFile(file.toString()).onFailure(context::fail);
    }

    private static HttpServerResponse asTile(RoutingContext context) {
        return context.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", FOR_EVER);
    }

    /** What is not there now may be there in a moment, so nobody keeps this answer. */
    private static void missing(RoutingContext context) {
        context.response()
                .setStatusCode(404)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("not published here\n");
    }
}
