package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.ManifestType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that takes its time and counts what is asked of it: how often, and how much at once. */
final class CountingRegistry implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;

    private final LoopbackRegistry server;
    private final ConcurrentLinkedQueue<Long> begins = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile int retryAfterSeconds;
    private volatile boolean failing;

    CountingRegistry(Vertx vertx, long milliseconds) {
        server = new LoopbackRegistry(vertx);
        server.push(watch(), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(request -> {
            begins.add(System.nanoTime());
            if (retryAfterSeconds > 0) {
                throttle(request);
                return true;
            }
            if (failing) {
                request.connection().close();
                return true;
            }
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            vertx.setTimer(milliseconds, due -> answer(request));
            return true;
        });
    }

    private void answer(HttpServerRequest request) {
        underWay.decrementAndGet();
        request.response()
                .putHeader("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .putHeader("Content-Length", "2")
                .putHeader("Docker-Content-Digest", "sha256:" + "0".repeat(64))
                .end();
    }

    private void throttle(HttpServerRequest request) {
        request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", Integer.toString(retryAfterSeconds))
                .end();
    }

    RegistryHost host() {
        return server.host();
    }

    Watch watch() {
        return server.watch("team/base", "1");
    }

    /** Answers 429 to everything from now on. */
    void throttle(int seconds) {
        retryAfterSeconds = seconds;
    }

    /** Breaks every connection off, or answers again. */
    void fail(boolean now) {
        failing = now;
    }

    int asked() {
        return begins.size();
    }

    /** How many requests were under way at once, since this was asked last. */
    int mostAtOnce() {
        return most.getAndSet(underWay.get());
    }

    /** How many requests came in the busiest second. */
    int mostInASecond() {
        var all = List.copyOf(begins);
        var most = 0;
        for (int first = 0, next = 0; next < all.size(); next++) {
            while (all.get(next) - all.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, next - first + 1);
        }
        return most;
    }

    @Override
    public void close() {
        server.close();
    }
}
