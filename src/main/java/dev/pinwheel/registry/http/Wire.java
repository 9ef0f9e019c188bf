package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to servers: one request, one answer, in a limited time.
 *
 * <p>What has no body goes through the web client. What has one goes through the HTTP client beneath it,
 * because the web client reads to its end even a body that is too long or too slow.
 */
final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final WebClientOptions PLAIN_ANSWERS =
            new WebClientOptions().setUserAgentEnabled(false).setFollowRedirects(false);

    /** The most bytes that the head of an answer may have: a cloud's signed address alone can have eight thousand. */
    private static final int MOST_HEAD = 32 * 1024;

    private final HttpClient http;
    private final WebClient web;
    private final Context loop;
    private final Duration timeout;

    private Wire(HttpClient http, Context loop, Duration timeout) {
        this.http = http;
        this.loop = loop;
        this.web = WebClient.wrap(http, PLAIN_ANSWERS);
        this.timeout = timeout;
    }

    /** Connections to a registry itself. */
    static Wire home(Vertx vertx, HostSettings settings) {
        var options = options(settings);
        settings.tls().shown().ifPresent(options::setKeyCertOptions);
        return of(vertx, options, settings);
    }

    /** Connections to where a registry sends us: what is trusted is the same, but nothing of ours is shown. */
    static Wire elsewhere(Vertx vertx, HostSettings settings) {
        return of(vertx, options(settings), settings);
    }

    private static HttpClientOptions options(HostSettings settings) {
        var options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()))
                .setMaxHeaderSize(MOST_HEAD)
                .setDecompressionSupported(false);
        settings.tls().trust().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
        return options;
    }

    /** As many connections to a host as there may be looks and downloads at once. */
    private static Wire of(Vertx vertx, HttpClientOptions options, HostSettings settings) {
        var pool = new PoolOptions().setHttp1MaxSize(2 * settings.concurrency());
        var http = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> connection.exceptionHandler(cause -> brokeOff(connection, cause)))
                .build();
        return new Wire(http, loop(vertx), settings.timeout());
    }

    /** An event loop of our own, also where a verticle asks: a thread that is none of Vert.x's is given one. */
    private static Context loop(Vertx vertx) {
        var loop = new CompletableFuture<Context>();
        Thread.startVirtualThread(() -> loop.complete(vertx.getOrCreateContext()));
        return loop.join();
    }

    /** Whoever waits for an answer is told too; this is for a connection that nobody waits on. */
    private static void brokeOff(HttpConnection connection, Throwable cause) {
        LOG.debug("the connection to {} broke: {}", connection.remoteAddress(), say(cause));
    }

    Answer head(URI target, Map<String, String> headers) throws Trouble {
        var options = options(HttpMethod.HEAD, target, headers);
        return await(onLoop(() -> web.request(options)
                .timeout(timeout.toMillis())
                .send()
                .map(response -> new Answer(target, response.statusCode(), response.headers(), Body.empty()))));
    }

    Answer get(URI target, Map<String, String> headers) throws Trouble {
        var options = options(HttpMethod.GET, target, headers);
        return received(
                apart(() -> http.request(options).compose(request -> answer(request, target, Buffer.buffer()))));
    }

    Answer post(URI target, Map<String, String> headers, String form) throws Trouble {
        var options = options(HttpMethod.POST, target, headers)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return received(
                apart(() -> http.request(options).compose(request -> answer(request, target, Buffer.buffer(form)))));
    }

    private static RequestOptions options(HttpMethod method, URI target, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(target.toString())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "pinwheel");
        headers.forEach(options::putHeader);
        return options;
    }

    private Future<Answer> answer(HttpClientRequest request, URI target, Buffer content) {
        return request.send(content)
                .map(response ->
                        new Answer(target, response.statusCode(), response.headers(), Body.of(response, timeout)))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset());
    }

    /** Calls from a thread outside Vert.x, so that a body goes on arriving while the caller's verticle is busy. */
    private static <T> Future<T> apart(Supplier<Future<T>> call) {
        var promise = Promise.<T>promise();
        Thread.startVirtualThread(
                () -> Future.succeededFuture().compose(nothing -> call.get()).onComplete(promise));
        return promise.future();
    }

    /** An answer with its body; one that comes when nobody waits any more gives its connection back. */
    private Answer received(Future<Answer> answer) throws Trouble {
        try {
            return await(answer);
        } catch (Trouble e) {
            answer.onSuccess(late -> late.body().close());
            throw e;
        }
    }

    /** Calls on the one event loop that all these connections are on, so that nothing goes from one to another. */
    private <T> Future<T> onLoop(Supplier<Future<T>> call) {
        var promise = Promise.<T>promise();
        loop.runOnContext(calling ->
                Future.succeededFuture().compose(nothing -> call.get()).onComplete(promise));
        return promise.future();
    }

    private <T> T await(Future<T> answer) throws Trouble {
        try {
            return answer.await(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw trouble(e);
        }
    }

    private Trouble trouble(Exception cause) {
        return switch (cause) {
            case TimeoutException e ->
                Trouble.unreachable(Cause.NO_ANSWER, "there was no answer in " + timeout.toMillis() + " ms");
            case HttpClosedException e ->
                Trouble.passing(Cause.BROKEN_OFF, "the connection was closed before the answer");
            case StreamResetException e ->
                Trouble.passing(Cause.BROKEN_OFF, "the connection was reset before the answer");
            case ConnectTimeoutException e ->
                Trouble.unreachable(Cause.NO_ANSWER, "there was no connection: " + say(e));
            case ConnectException e -> Trouble.unreachable(Cause.NO_CONNECTION, "there was no connection: " + say(e));
            case NoRouteToHostException e ->
                Trouble.unreachable(Cause.NO_CONNECTION, "there was no connection: " + say(e));
            case UnknownHostException e -> Trouble.unreachable(Cause.NO_ADDRESS, "its name has no address");
            case SocketException e -> Trouble.passing(Cause.BROKEN_OFF, "the connection broke: " + say(e));
            case SSLException e -> Trouble.unreachable(ofTls(e), "there was no safe connection: " + say(e));
            case InterruptedException e -> Trouble.unreachable(say(e));
            case IllegalArgumentException e -> Trouble.unreachable(Cause.NO_HTTP, "the request failed: " + say(cause));
            default -> Trouble.unreachable("the request failed: " + say(cause));
        };
    }

    /** A certificate that is wrong is the reason of the one who looked at it. */
    private static Cause ofTls(SSLException failure) {
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            if (reason instanceof GeneralSecurityException) {
                return Cause.UNTRUSTED;
            }
        }
        return Cause.NO_TLS;
    }

    /** What happened, in the exception's words; an interrupt that it stands for stays seen. */
    static String say(Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return "the waiting was interrupted";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    Future<Void> close() {
        return http.close();
    }
}
