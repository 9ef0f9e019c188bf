package dev.pinwheel.web;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.StepFailed;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Answers {@code GET /healthz}: that the service lives, and when its last cycle was done. */
public final class HealthVerticle extends VerticleBase {

    private final Bus bus;
    private final HttpServerOptions options;
    private final AtomicReference<String> lastCycle = new AtomicReference<>("none");
    private final AtomicInteger failedSteps = new AtomicInteger();

    public HealthVerticle(Bus bus, String host, int port) {
        this.bus = bus;
        this.options = new HttpServerOptions().setHost(host).setPort(port);
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        router.get("/healthz").handler(this::answer);
        return Future.all(
                bus.hear(CycleCompleted.class, done -> lastCycle.set(done.at().toString())),
                bus.hear(StepFailed.class, failed -> failedSteps.incrementAndGet()),
                vertx.createHttpServer(options).requestHandler(router).listen());
    }

    private void answer(RoutingContext request) {
        request.json(new JsonObject()
                .put("status", "ok")
                .put("lastCycle", lastCycle.get())
                .put("failedSteps", failedSteps.get()));
    }
}
