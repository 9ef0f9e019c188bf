package dev.pinwheel.web;

import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.TilePath;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

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

    private final Path directory;

    public PublishedLog(LogDirectory log) {
        this.directory = log.path();
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
            if (CHECKPOINTS.contains(path)) {
                checkpoint(context, directory.resolve(path));
            } else {
                tile(context, directory.resolve(TilePath.parse(path).toString()));
            }
        } catch (IllegalArgumentException | NoSuchFileException e) {
            missing(context);
        } catch (IOException e) {
            context.fail(500, e);
        }
    }

    private static void checkpoint(RoutingContext context, Path file) throws IOException {
        if (Files.size(file) > Note.MAX_LENGTH) {
            throw new IOException(file + " is larger than any checkpoint");
        }
        var content = Files.readAllBytes(file);
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
        context.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", FOR_EVER)
                .sendFile(file.toString())
                .onFailure(context::fail);
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
