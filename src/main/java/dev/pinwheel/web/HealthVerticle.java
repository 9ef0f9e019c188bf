package dev.pinwheel.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Answers how the service is: {@code GET /healthz} with 200 as long as it lives, {@code GET /readyz} with 200 only
 * while it leads, so that a load balancer sends hooks to the leader, and {@code GET /metrics}. What is served beside
 * them must not wait here: {@code /healthz} is answered at once, whatever disks and databases do.
 */
public final class HealthVerticle extends VerticleBase {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Vitals vitals;
    private final HttpServerOptions options;
    private final FrontLimits limits;
    private final Crowd crowd;
    private final Map<HttpConnection, Guest> guests = new ConcurrentHashMap<>();
    private Consumer<Router> addresses = router -> {};

    public HealthVerticle(Vitals vitals, String host, int port) {
        this(vitals, host, port, FrontLimits.ORDINARY);
    }

    HealthVerticle(Vitals vitals, String host, int port, FrontLimits limits) {
        this.vitals = vitals;
        this.options = new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false);
        this.limits = limits;
        this.crowd = new Crowd("the server of /healthz", limits.connections(), limits.perAddress());
    }

    /** Serves these addresses, too. */
    public HealthVerticle also(Consumer<Router> addresses) {
        this.addresses = addresses;
        return this;
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        router.route().handler(this::seen);
        router.get("/healthz").handler(request -> answer(request, OK));
        router.get("/readyz").handler(request -> answer(request, vitals.isReady() ? OK : UNAVAILABLE));
        router.get("/metrics").handler(request -> request.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(vitals.metrics()));
        addresses.accept(router);
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(router)
                .listen();
    }

    private void connected(HttpConnection connection) {
        var guest = new Guest(vertx, connection, limits);
        guests.put(connection, guest);
        crowd.admit(connection, () -> {
            guests.remove(connection);
            guest.leaves();
        });
    }

    private void seen(RoutingContext request) {
        var guest = guests.get(request.request().connection());
        if (guest != null) {
            guest.asks();
            request.addEndHandler(ended -> guest.isAnswered());
        }
        request.next();
    }

    private void answer(RoutingContext request, int status) {
        request.response().setStatusCode(status).putHeader("Cache-Control", "no-store");
        request.json(vitals.json());
    }
}
