package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.http.FaultProxy.Exchange;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What can go wrong with an answer between a registry and us. */
public final class Faults {

    public static final Digest FORGED = Digest.of("what nobody ever pushed".getBytes(UTF_8));

    private Faults() {}

    /** The first so many answers that the fault is for meet it, the others pass. */
    public static Fault times(int count, Predicate<Exchange> on, Fault fault) {
        var left = new AtomicInteger(count);
        return exchange -> {
            if (on.test(exchange) && left.getAndDecrement() > 0) {
                fault.send(exchange);
            } else {
                exchange.pass();
            }
        };
    }

    /** The first so many answers meet one fault, all later ones another. */
    public static Fault first(int count, Fault before, Fault after) {
        var left = new AtomicInteger(count);
        return exchange -> (left.getAndDecrement() > 0 ? before : after).send(exchange);
    }

    /** Only the answers that the fault is for meet it. */
    public static Fault only(Predicate<Exchange> on, Fault fault) {
        return times(Integer.MAX_VALUE, on, fault);
    }

    public static Predicate<Exchange> about(String part) {
        return exchange -> exchange.path().contains(part);
    }

    public static Predicate<Exchange> by(String method) {
        return exchange -> exchange.method().equals(method);
    }

    /** Answers come so many milliseconds late. */
    public static Fault late(int millis) {
        return exchange -> {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                    .join();
            exchange.pass();
        };
    }

    /** Answers come when this latch opens; {@code begun} counts who waits. */
    public static Fault held(CountDownLatch begun, CountDownLatch open) {
        return exchange -> {
            begun.countDown();
            try {
                if (!open.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("nobody let it go on");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.pass();
        };
    }

    /** The connection is reset after so many bytes of a body, or before the head. */
    public static Fault reset(int bytes) {
        return exchange -> {
            if (bytes > 0) {
                begin(exchange, bytes);
            }
            exchange.client().setSoLinger(true, 0);
            exchange.client().close();
        };
    }

    /** The connection is closed, politely, before anything is said. */
    public static Fault closed() {
        return exchange -> exchange.client().close();
    }

    /** The connection is closed, politely, after so many bytes of a body. */
    public static Fault truncated(int bytes) {
        return exchange -> {
            begin(exchange, bytes);
            exchange.client().close();
        };
    }

    private static void begin(Exchange exchange, int bytes) throws IOException {
        var body = exchange.answer().body();
        exchange.write(
                Exchange.head(exchange.answer().statusCode(), exchange.headers()),
                Arrays.copyOf(body, Math.min(bytes, body.length)));
    }

    /** The registry calls it by another digest than its own. */
    public static Fault wrongDigest() {
        return exchange -> exchange.write(
                Exchange.head(
                        exchange.answer().statusCode(),
                        with(exchange, Map.of("docker-content-digest", FORGED.toString()))),
                exchange.answer().body());
    }

    /** The answers are right, and warn of something. */
    public static Fault warns(String text) {
        return exchange -> exchange.write(
                Exchange.head(exchange.answer().statusCode(), with(exchange, Map.of("warning", text))),
                exchange.answer().body());
    }

    /** One bit of the body is another. */
    public static Fault wrongBytes() {
        return exchange -> {
            var body = exchange.answer().body().clone();
            if (body.length > 0) {
                body[body.length / 2] ^= 1;
            }
            exchange.write(Exchange.head(exchange.answer().statusCode(), exchange.headers()), body);
        };
    }

    /** The body has this many bytes less than it has, or claims to have more than ever come. */
    public static Fault wrongLength(int more) {
        return exchange -> {
            var body = exchange.answer().body();
            var length = body.length + more;
            exchange.write(
                    Exchange.head(
                            exchange.answer().statusCode(),
                            with(exchange, Map.of("content-length", Integer.toString(length)))),
                    Arrays.copyOf(body, Math.min(length, body.length)));
            exchange.client().shutdownOutput();
        };
    }

    private static Map<String, String> with(Exchange exchange, Map<String, String> headers) {
        var all = exchange.headers();
        all.putAll(headers);
        return all;
    }

    /** The head, or where {@code body} is set the body, comes byte by byte, ten in a second. */
    public static Fault drops(boolean body) {
        return exchange -> {
            var head = Exchange.head(exchange.answer().statusCode(), exchange.headers());
            var slow = body ? exchange.answer().body() : head;
            if (body) {
                exchange.write(head);
            }
            for (var drop : slow) {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                        .join();
                exchange.write(new byte[] {drop});
            }
        };
    }

    /** Something else than the registry answers, with this status and these headers. */
    public static Fault status(int status, Map<String, String> headers) {
        return exchange -> {
            var all = new TreeMap<>(headers);
            all.put("content-length", "0");
            exchange.write(Exchange.head(status, all));
        };
    }

    /** It is always somewhere else, and there it is here. */
    public static Fault circle() {
        return exchange -> status(307, Map.of("location", exchange.path())).send(exchange);
    }

    /** What comes is not HTTP at all. */
    public static Fault noise() {
        return exchange -> {
            exchange.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(UTF_8));
            exchange.client().close();
        };
    }

    /** The body begins, and does not go on before the client has gone. */
    public static Fault silence() {
        return exchange -> {
            begin(exchange, 20);
            if (exchange.client().getInputStream().read() >= 0) {
                throw new IOException("a client asked for more on a connection whose answer has not ended");
            }
        };
    }

    /** The body goes on with so many bytes more than it has, and its length says so. */
    public static Fault longer(int bytes) {
        return exchange -> {
            var body = exchange.answer().body();
            var length = body.length + bytes;
            exchange.write(
                    Exchange.head(
                            exchange.answer().statusCode(),
                            with(exchange, Map.of("content-length", Integer.toString(length)))),
                    Arrays.copyOf(body, length));
        };
    }

    /** The answer is right, but for these headers. */
    public static Fault headers(Map<String, String> headers) {
        return exchange -> exchange.write(
                Exchange.head(exchange.answer().statusCode(), with(exchange, headers)),
                exchange.answer().body());
    }

    /** The same; {@code met} counts the looks at tags that meet it. */
    public static Fault counted(CountDownLatch met, Fault fault) {
        return exchange -> {
            fault.send(exchange);
            if (isLook(exchange)) {
                met.countDown();
            }
        };
    }

    /** The answers are right, and somebody is told before each to a look at a tag. */
    public static Fault counted(Runnable look) {
        return exchange -> {
            if (isLook(exchange)) {
                look.run();
            }
            exchange.pass();
        };
    }

    private static boolean isLook(Exchange exchange) {
        return exchange.method().equals("HEAD") && !exchange.path().contains("sha256:");
    }
}
