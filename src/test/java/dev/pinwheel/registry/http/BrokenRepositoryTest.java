package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that answers with server errors for some of its repositories. */
@Timeout(60)
class BrokenRepositoryTest {

    private static final int TRIES = 3;

    /** How many looks at a registry there are at once. */
    private static final int TOGETHER = HostSettings.DEFAULT.concurrency();

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();
    private LoopbackRegistry server;
    private HttpRegistry registry;
    private Watch healthy;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        healthy = server.watch("healthy/base", "1");
        server.push(healthy, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        registry = new HttpRegistry(
                vertx, Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp()), Keychain.empty(), clock);
        server.misbehave(request -> {
            if (request.path().startsWith("/v2/sick")) {
                request.response().setStatusCode(500).end();
                return true;
            }
            return false;
        });
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void failed(String repository, String tag) {
        var failure = assertInstanceOf(Unreachable.class, registry.resolve(server.watch(repository, tag)));
        assertEquals(Cause.SERVER_ERROR, failure.cause());
    }

    @Test
    void doesNotStopTheLooksAtItsOthers() {
        for (var tag = 0; tag < 20; tag++) {
            failed("sick/base", "v" + tag);
        }

        assertEquals(5 * TRIES, server.asked().size());
        assertInstanceOf(Resolved.class, registry.resolve(healthy));
        failed("sick/base", "v1");
        assertEquals(5 * TRIES + 1, server.asked().size());
    }

    @Test
    void isAskedAgainForABrokenOneAfterAWhile() {
        for (var tag = 0; tag < 6; tag++) {
            failed("sick/base", "v" + tag);
        }
        server.push(server.watch("sick/base", "v1"), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(request -> false);
        clock.pass(Duration.ofSeconds(6));

        assertInstanceOf(Resolved.class, registry.resolve(server.watch("sick/base", "v1")));
    }

    @Test
    void isAskedAgainForABrokenOneThoughAPullThatMayNotBeSentWasWantedBefore() {
        server.misbehave(request -> {
            var isPull = request.method().equals(HttpMethod.GET);
            request.response().setStatusCode(isPull ? 429 : 500).end();
            return true;
        });
        pullRefused("healthy/base");
        for (var tag = 0; tag < 5; tag++) {
            failed("sick/base", "v" + tag);
        }
        server.push(server.watch("sick/base", "v1"), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(request -> false);
        clock.pass(Duration.ofSeconds(6));

        pullRefused("sick/base");

        assertInstanceOf(Resolved.class, registry.resolve(server.watch("sick/base", "v1")));
    }

    private void pullRefused(String repository) {
        var digest = Digest.of("{}".getBytes(UTF_8));
        var pulled = server.watch(repository, "1").repository();
        var refused = assertThrows(RegistryException.class, () -> registry.manifest(pulled, digest));
        assertInstanceOf(Throttled.class, refused.failure());
    }

    @Test
    void isLeftAloneWhereManyFailAndNoneIsAnswered() {
        for (var repository = 0; repository < 9; repository++) {
            failed("sick/base" + repository, "1");
        }

        assertEquals(5 * TRIES, server.asked().size());
        var refused = assertInstanceOf(Unreachable.class, registry.resolve(healthy));
        assertTrue(refused.reason().contains("failed 5 times in a row"), refused.reason());
        assertEquals(Cause.SERVER_ERROR, refused.cause());
    }

    @Test
    void isNotLeftAloneWhereOthersAreAnsweredBetween() {
        for (var repository = 0; repository < 9; repository++) {
            failed("sick/base" + repository, "1");
            assertInstanceOf(Resolved.class, registry.resolve(healthy));
        }
    }

    /** All answers to HEAD come before the first GET is asked. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void isNotLeftAloneForNotKnowingHead(int repositories) throws Exception {
        var heads = new ArrayList<HttpServerRequest>();
        server.misbehave(request -> request.method().equals(HttpMethod.HEAD) && answerTogether(heads, request));
        var tags = new ArrayList<Watch>();
        for (var number = 0; number < TOGETHER; number++) {
            tags.add(server.watch("headless/base" + number % repositories, "v" + number));
            server.push(tags.getLast(), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        }
        try (var lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 2; round++) {
                heads.clear();
                var looks = tags.stream()
                        .map(tag -> lookers.submit(() -> registry.resolve(tag)))
                        .toList();
                for (var look : looks) {
                    assertInstanceOf(Resolved.class, look.get());
                }
            }
        }
    }

    private static boolean answerTogether(List<HttpServerRequest> heads, HttpServerRequest head) {
        heads.add(head);
        if (heads.size() == TOGETHER) {
            heads.forEach(each -> each.response().setStatusCode(501).end());
        }
        return true;
    }

    private static boolean busy(HttpServerRequest request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("Retry-After", "86400")
                .end();
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void doesNotStopTheOthersBySayingForHowLongToLeaveItAlone(int status) {
        server.misbehave(request -> request.path().startsWith("/v2/sick") && busy(request, status));

        for (var tag = 0; tag < 9; tag++) {
            assertInstanceOf(Throttled.class, registry.resolve(server.watch("sick/base", "v" + tag)));
            assertInstanceOf(Resolved.class, registry.resolve(healthy));
        }
        pullRefused("sick/base");

        assertEquals(1 + 9, server.asked().size());
        clock.pass(Duration.ofDays(2));
        registry.resolve(server.watch("sick/base", "1"));
        assertEquals(1 + 9 + 1, server.asked().size());
    }

    @Test
    void isLeftAloneWhereManySayForHowLongAndNoneIsAnswered() {
        server.misbehave(request -> busy(request, 503));

        for (var repository = 0; repository < 5; repository++) {
            assertInstanceOf(Throttled.class, registry.resolve(server.watch("sick/base" + repository, "1")));
        }

        assertInstanceOf(Throttled.class, registry.resolve(healthy));
        assertEquals(5, server.asked().size());
    }
}
