package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Demand;
import dev.pinwheel.registry.InMemoryBudget;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.News;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.Share;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that wants something else than before. */
class HttpRegistryChallengesTest {

    private static final Login LOGIN = new Login("robot", "correct horse");

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();
    private final Map<RegistryHost, Credentials> held = new ConcurrentHashMap<>();
    private final Queue<News> told = new ConcurrentLinkedQueue<>();
    private LoopbackRegistry server;
    private LoopbackRegistry tokens;
    private Watch watch;
    private HttpRegistry registry;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        tokens = issuing();
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        registry = registry(host -> Optional.ofNullable(held.get(host)));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private HttpRegistry registry(Keychain keychain) {
        var hosts = Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp());
        return new HttpRegistry(vertx, hosts, keychain, listening(new InMemoryBudget(clock).node("one")), clock);
    }

    /** The same budget, where what a registry's circuit tells the other nodes is heard. */
    private Budget listening(Budget budget) {
        return new Budget() {
            @Override
            public Share share(RegistryHost host, Demand demand) throws IOException {
                told.addAll(demand.news());
                return budget.share(host, demand);
            }

            @Override
            public void leave(RegistryHost host) throws IOException {
                budget.leave(host);
            }

            @Override
            public void close() {
                budget.close();
            }
        };
    }

    private LoopbackRegistry issuing() {
        var service = new LoopbackRegistry(vertx);
        service.misbehave(request -> {
            request.response().end("{\"token\":\"from-" + service.port() + "\",\"expires_in\":300}");
            return true;
        });
        return service;
    }

    private static Predicate<HttpServerRequest> wantingATokenOf(LoopbackRegistry service) {
        return wanting("Bearer from-" + service.port(), "Bearer realm=\"http://" + service.host() + "/token\"");
    }

    private static Predicate<HttpServerRequest> wantingAPassword() {
        return wanting(TokenService.basic(LOGIN), "Basic realm=\"registry\"");
    }

    private static Predicate<HttpServerRequest> wanting(String authorization, String challenge) {
        return request -> {
            if (authorization.equals(request.getHeader("Authorization"))) {
                return false;
            }
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", challenge)
                    .end();
            return true;
        };
    }

    private static Predicate<HttpServerRequest> answering(int status) {
        return request -> {
            request.response().setStatusCode(status).end();
            return true;
        };
    }

    /** Looks once, and lets so much time go by that what was shown is good no more. */
    private void looked() {
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        clock.pass(Duration.ofMinutes(11));
    }

    @Test
    void asksTheTokenServiceThatIsNamedNow() {
        server.misbehave(wantingATokenOf(tokens));
        looked();

        var moved = issuing();
        tokens.close();
        server.misbehave(wantingATokenOf(moved));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void goesOnWhereTheRegistryWantsATokenNoMore() {
        server.misbehave(wantingATokenOf(tokens));
        looked();

        tokens.close();
        server.misbehave(request -> false);

        assertInstanceOf(Resolved.class, registry.resolve(watch));
        var asked = server.requests().size();
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        assertEquals(asked + 1, server.requests().size());
    }

    @Test
    void showsAPasswordWhereTheRegistryWantedATokenBefore() {
        held.put(server.host(), LOGIN);
        server.misbehave(wantingATokenOf(tokens));
        looked();

        tokens.close();
        server.misbehave(wantingAPassword());

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void goesOnWhereTheRegistryWantsAPasswordNoMoreAndNoneIsConfiguredAnyMore() {
        held.put(server.host(), LOGIN);
        server.misbehave(wantingAPassword());
        looked();

        held.clear();
        server.misbehave(request -> false);

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void looksAtWhatIsPublicWhereATokenForItIsRefused() {
        server.misbehave(wantingATokenOf(tokens));
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        tokens.misbehave(answering(403));
        server.misbehave(request -> false);
        var open = server.watch("public/base", "1");
        server.push(open, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));

        assertInstanceOf(Resolved.class, registry.resolve(open));

        assertEquals(2, tokens.requests().size());
    }

    /** A registry may hide from strangers what it has. */
    @Test
    void takesNothingForGoneWhileItsTokenServiceIsAway() {
        server.misbehave(wantingATokenOf(tokens));
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        tokens.misbehave(answering(500));
        server.misbehave(request -> false);

        assertInstanceOf(Unreachable.class, registry.resolve(server.watch("public/base", "hidden")));
    }

    /** What was never asked of us hides nothing: a pin that vanished is to be seen. */
    @Test
    void seesThatWhatIsPublicIsGoneWhereATokenForItIsRefused() {
        server.misbehave(wantingATokenOf(tokens));
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        tokens.misbehave(answering(403));
        server.misbehave(request -> false);

        for (var look = 0; look < 2; look++) {
            assertInstanceOf(Unknown.class, registry.resolve(server.watch("public/base", "gone")));
        }

        assertEquals(2, tokens.requests().size());
    }

    @Test
    void seesThatWhatIsPublicIsGoneByAllLooksThatWaitForTheTokenThatIsRefused() throws Exception {
        server.misbehave(wantingATokenOf(tokens));
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        var asked = new CompletableFuture<HttpServerRequest>();
        tokens.misbehave(request -> asked.complete(request) || answering(403).test(request));
        server.misbehave(request -> false);

        try (var lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = Stream.generate(
                            () -> lookers.submit(() -> registry.resolve(server.watch("public/base", "gone"))))
                    .limit(8)
                    .toList();
            var first = asked.get(20, TimeUnit.SECONDS);
            vertx.runOnContext(later -> first.response().setStatusCode(403).end());
            for (var look : looks) {
                assertInstanceOf(Unknown.class, look.get(20, TimeUnit.SECONDS));
            }
        }
    }

    /** As registries do that show strangers some things, and hide others from them. */
    @Test
    void takesNothingForGoneThatItHadATokenFor() {
        server.misbehave(wantingATokenOf(tokens));
        assertInstanceOf(Resolved.class, registry.resolve(watch));
        var next = server.watch("team/next", "1");
        server.push(next, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        assertInstanceOf(Resolved.class, registry.resolve(next));
        clock.pass(Duration.ofMinutes(11));
        tokens.misbehave(answering(403));
        server.misbehave(answering(404));

        assertInstanceOf(Denied.class, registry.resolve(next));
    }

    @Test
    void asksForNoTokenUnaskedWhereSomethingIsPublic() {
        var open = server.watch("public/base", "1");
        server.push(open, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(request -> request.path().startsWith("/v2/team/")
                && wantingATokenOf(tokens).test(request));
        assertInstanceOf(Resolved.class, registry.resolve(open));
        assertInstanceOf(Resolved.class, registry.resolve(watch));

        for (var tag = 0; tag < 3; tag++) {
            assertInstanceOf(Unknown.class, registry.resolve(server.watch("public/next" + tag, "1")));
            assertInstanceOf(Resolved.class, registry.resolve(watch));
        }

        assertEquals(1, tokens.requests().size());
    }

    @Test
    void goesOnWhenTheTokenServiceIsBack() {
        server.misbehave(wantingATokenOf(tokens));
        looked();
        tokens.misbehave(answering(404));
        assertInstanceOf(Invalid.class, registry.resolve(watch));

        server.misbehave(wantingATokenOf(issuing()));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void asksATokenServiceThatFailsOnceForALook() {
        server.misbehave(wantingATokenOf(tokens));
        looked();
        var before = tokens.requests().size();
        tokens.misbehave(answering(404));

        assertInstanceOf(Invalid.class, registry.resolve(watch));

        assertEquals(before + 1, tokens.requests().size());
    }

    /** As registries do that hide from strangers what they may not see, and show them other things. */
    @Test
    void takesNothingForGoneThatItCouldNotAskForAsItself() {
        registry = registry(this::unlocked);
        held.put(server.host(), LOGIN);
        server.misbehave(wantingAPassword());
        looked();
        held.clear();
        server.misbehave(
                request -> request.path().contains("/team/") && answering(404).test(request));
        server.push(server.watch("public/base", "1"), ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));

        for (var look = 0; look < 2; look++) {
            assertInstanceOf(Resolved.class, registry.resolve(server.watch("public/base", "1")));
            var denied = assertInstanceOf(Denied.class, registry.resolve(watch));
            assertTrue(denied.reason().contains("the keychain is locked"), denied.reason());
        }

        held.put(server.host(), LOGIN);
        clock.pass(Duration.ofSeconds(10));
        assertInstanceOf(Unknown.class, registry.resolve(watch));
    }

    private Optional<Credentials> unlocked(RegistryHost host) throws RegistryException {
        if (held.isEmpty()) {
            throw new RegistryException(new Denied("the keychain is locked"));
        }
        return Optional.ofNullable(held.get(host));
    }

    @Test
    void takesARegistryThatItDidNotReachForNoneThatAnswers() {
        registry = registry(this::unlocked);
        held.put(server.host(), LOGIN);
        server.misbehave(wantingAPassword());
        looked();
        server.close();
        for (var look = 0; look < 6; look++) {
            assertInstanceOf(Unreachable.class, registry.resolve(watch));
        }

        held.clear();
        clock.pass(Duration.ofMinutes(11));

        assertInstanceOf(Unreachable.class, registry.resolve(watch));
        var resting = assertInstanceOf(Unreachable.class, registry.resolve(watch));
        assertTrue(resting.reason().contains("times in a row"), resting.reason());
        assertTrue(told.stream().noneMatch(News.Answering.class::isInstance));
    }
}
