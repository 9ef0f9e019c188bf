package dev.pinwheel.web;

import dev.pinwheel.web.hook.Answer;
import dev.pinwheel.web.hook.Delivery;
import dev.pinwheel.web.hook.Door;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door for hooks over HTTP/1.1: one request a connection, which has one time limit for all of it, so
 * that nobody holds it open by being slow.
 */
public final class HooksVerticle extends VerticleBase {

    private static final int MAX_HEADERS = 16_384;
    private static final int MAX_LINE = 2_048;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> ANY = Set.of("0.0.0.0", "::");

    private final Door door;
    private final DoorLimits limits;
    private final HttpServerOptions options;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Crowd crowd;
    private @Nullable HttpServer server;

    /** A door that listens on this host and port, 0 for any that is free. */
    public HooksVerticle(Door door, DoorLimits limits, String host, int port) {
        this.door = door;
        this.limits = limits;
        this.crowd = limits.crowd();
        this.options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE);
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(this::serve);
        return server.listen()
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "tried to listen for hooks on " + options.getHost() + " port " + options.getPort() + " but "
                                + failure.getMessage(),
                        failure)));
    }

    @Override
    public Future<?> stop() {
        threads.shutdown();
        return Future.succeededFuture();
    }

    /** Where it is reached from this machine. */
    public URI address() {
        var host = options.getHost();
        var near = ANY.contains(host) ? LOOPBACK : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + near + ":" + (server == null ? 0 : server.actualPort()));
    }

    private void connected(HttpConnection connection) {
        var deadline = vertx.setTimer(limits.time().toMillis(), due -> connection.close());
        crowd.admit(connection, () -> vertx.cancelTimer(deadline));
    }

    private void serve(HttpServerRequest request) {
        var place = door.find(String.valueOf(request.path()));
        if (place.isEmpty()) {
            send(request, Answer.refused(404, "there is no such hook"));
        } else if (request.method().equals(HttpMethod.POST)) {
            BoundedBody.of(request, limits.bodyBytes())
                    .compose(body ->
                            answer(() -> door.receive(place.get().hook(), delivery(request, place.get(), body))))
                    .recover(failure -> Future.succeededFuture(refusal(failure)))
                    .onSuccess(answer -> send(request, answer));
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            answer(() -> door.permit(place.get().hook(), delivery(request, place.get(), Buffer.buffer())))
                    .onSuccess(answer -> send(request, answer));
        } else {
            send(request, new Answer(405, Map.of("Allow", "POST, OPTIONS"), "{}"));
        }
    }

    private static Delivery delivery(HttpServerRequest request, Door.Place place, Buffer body) {
        var headers = new HashMap<String, String>();
        request.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
        return new Delivery(headers, place.secret(), body.getBytes());
    }

    /** What answers waits for the ledger, so it has a thread of its own. */
    private Future<Answer> answer(Supplier<Answer> work) {
        return Future.fromCompletionStage(CompletableFuture.supplyAsync(work, threads), context)
                .recover(this::unanswered);
    }

    /** Nothing of ours throws where it answers; if it does, Vert.x reports it. */
    private Future<Answer> unanswered(Throwable failure) {
        context.runOnContext(reporting -> {
            throw new IllegalStateException("a request to a hook could not be answered", failure);
        });
        return Future.succeededFuture(Answer.unavailable("it could not be answered; send it again later"));
    }

    private static Answer refusal(Throwable failure) {
        return failure instanceof BoundedBody.TooLargeException large
                ? Answer.refused(413, String.valueOf(large.getMessage()))
                : Answer.refused(400, "the body did not arrive whole");
    }

    private void send(HttpServerRequest request, Answer answer) {
        var response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer.headers().forEach(response::putHeader);
        response.end(answer.body()).onComplete(sent -> closeAfter(request));
    }

    /** Closing while the sender still sends would take the answer from it; what it sends is thrown away. */
    static void closeAfter(HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
        } else {
            request.handler(ignored -> {})
                    .endHandler(ended -> request.connection().close());
        }
    }
}
