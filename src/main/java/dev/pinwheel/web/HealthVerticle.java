package dev.pinwheel.web;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Answers {@code GET /healthz}: that the service lives, when its last cycle was done, and what came of
 * the requests to its hooks. */
public final class HealthVerticle extends VerticleBase {

    private final Bus bus;
    private final Tally hooks;
    private final HttpServerOptions options;
    private final AtomicReference<String> lastCycle = new AtomicReference<>("none");
    private final AtomicInteger failedSteps = new AtomicInteger();

    private Optional<PublishedLog> published = Optional.empty();

    public HealthVerticle(Bus bus, Tally hooks, String host, int port) {
        this.bus = bus;
        this.hooks = hooks;
        this.options = new HttpServerOptions().setHost(host).setPort(port);
    }

    /** Serves the published log too. */
    public HealthVerticle publishing(PublishedLog log) {
        published = Optional.of(log);
        return this;
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        router.get("/healthz").handler(this::answer);
        published.ifPresent(log -> log.mount(router));
        return Future.all(
                bus.hear(CycleCompleted.class, done -> lastCycle.set(done.at().toString())),
                bus.hear(StepFailed.class, failed -> failedSteps.incrementAndGet()),
                vertx.createHttpServer(options).requestHandler(router).listen());
    }

    private JsonObject counts() {
        var counts = new JsonObject();
        hooks.counts().forEach((hook, ends) -> counts.put(hook, new JsonObject(Map.copyOf(ends))));
        return counts;
    }

    private void answer(RoutingContext request) {
        request.json(new JsonObject()
                .put("status", "ok")
                .put("lastCycle", lastCycle.get())
                .put("failedSteps", failedSteps.get())
                .put("hooks", counts()));
    }
}
