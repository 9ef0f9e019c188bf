package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a witness over HTTP: {@code POST /add-checkpoint} of the tlog-witness protocol, and nothing else. */
public final class WitnessVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessVerticle.class);
    private static final int IDLE_SECONDS = 30;

    private final Witness witness;
    private final HttpServerOptions options;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    /**
     * A witness that listens.
     *
     * @param port 0 for any that is free
     */
    public WitnessVerticle(Witness witness, String host, int port) {
        this.witness = witness;
        this.options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_SECONDS);
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        router.post("/add-checkpoint")
                .handler(BodyHandler.create(false).setBodyLimit(AddCheckpoint.MAX_LENGTH))
                .handler(this::answer)
                .failureHandler(WitnessVerticle::refuse);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .map(HttpServer::actualPort)
                .onSuccess(port::complete);
    }

    /** The port that it listens on, once it is deployed. */
    public int port() {
        return port.join();
    }

    private void answer(RoutingContext context) {
        var body = context.body().buffer();
        try {
            answer(context, witness.add(body == null ? new byte[0] : body.getBytes()));
        } catch (IOException e) {
            LOG.error("the witness could not read or keep what it saw, and cosigned nothing", e);
            end(context, 500, "the witness cannot keep what it sees; its operator must look");
        }
    }

    private static void answer(RoutingContext context, Reply reply) {
        switch (reply) {
            case Reply.Cosigned(var line) -> end(context, 200, line.toString());
            case Reply.Malformed(var reason) -> end(context, 400, reason);
            case Reply.NotSigned(var reason) -> end(context, 403, reason);
            case Reply.UnknownLog(var origin) -> end(context, 404, "this witness does not watch " + origin);
            case Reply.Conflict(var size) -> {
                context.response().putHeader("Content-Type", "text/x.tlog.size");
                end(context, 409, Long.toString(size));
            }
            case Reply.NotProven(var reason) -> end(context, 422, reason);
        }
    }

    /** What never reached the witness: a body that is too long, or that broke off. */
    private static void refuse(RoutingContext context) {
        var status = context.statusCode() >= 400 ? context.statusCode() : 500;
        end(context, status, "the request was not read; a body has at most " + AddCheckpoint.MAX_LENGTH + " bytes");
    }

    private static void end(RoutingContext context, int status, String line) {
        var response = context.response().setStatusCode(status);
        if (!response.headers().contains("Content-Type")) {
            response.putHeader("Content-Type", "text/plain; charset=utf-8");
        }
        response.end(line + "\n");
    }
}
