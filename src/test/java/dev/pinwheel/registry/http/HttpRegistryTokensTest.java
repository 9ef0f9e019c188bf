package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Demand;
import dev.pinwheel.registry.InMemoryBudget;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.Share;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that wants the token that its token service, on another port of its host, gave last. */
class HttpRegistryTokensTest {

    private static final Credentials LOGIN = new Login("robot", "correct horse");

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicReference<String> realmHost = new AtomicReference<>("127.0.0.1");
    private LoopbackRegistry server;
    private LoopbackRegistry tokens;
    private Watch watch;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        tokens = new LoopbackRegistry(vertx);
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        server.misbehave(this::challenged);
        tokens.misbehave(request -> issue(request, "token"));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private boolean challenged(HttpServerRequest request) {
        if (("Bearer token-" + issued.get()).equals(request.getHeader("Authorization"))) {
            return false;
        }
        var realm = "http://" + realmHost.get() + ":" + tokens.port() + "/token";
        request.response()
                .setStatusCode(401)
                .putHeader(
                        "WWW-Authenticate",
                        "Bearer realm=\"" + realm + "\",service=\"the registry\",scope=\"repository:team/base:pull\"")
                .end();
        return true;
    }

    private boolean issue(HttpServerRequest request, String key) {
        request.response().end("{\"" + key + "\":\"token-" + issued.incrementAndGet() + "\",\"expires_in\":300}");
        return true;
    }

    private HttpRegistry registry(Keychain keychain) {
        return registry(keychain, Set.of());
    }

    private HttpRegistry registry(Keychain keychain, Set<String> trustedRealms) {
        var settings = HostSettings.DEFAULT.withPlainHttp().withTrustedRealms(trustedRealms);
        return new HttpRegistry(vertx, Map.of(server.host(), settings), keychain, clock);
    }

    private Keychain holding(Credentials credentials) {
        return Keychain.of(Map.of(server.host(), credentials));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token"})
    void showsATokenThatItGotForTheRepository(String key) {
        tokens.misbehave(request -> issue(request, key));

        assertInstanceOf(Resolved.class, registry(Keychain.empty()).resolve(watch));

        var asked = tokens.requests().element();
        assertEquals("service=the+registry&scope=repository%3Ateam%2Fbase%3Apull", asked.query());
        assertFalse(asked.headers().contains("Authorization"));
    }

    @Test
    void showsItsLoginToTheTokenService() {
        registry(holding(LOGIN)).resolve(watch);

        assertEquals(
                "Basic cm9ib3Q6Y29ycmVjdCBob3JzZQ==",
                tokens.requests().element().getHeader("Authorization"));
    }

    @Test
    void exchangesAnIdentityToken() {
        var form = new AtomicReference<>("");
        tokens.misbehave(request -> {
            request.body().onSuccess(body -> {
                form.set(body.toString());
                issue(request, "access_token");
            });
            return true;
        });

        assertInstanceOf(
                Resolved.class,
                registry(holding(new IdentityToken("a/refresh token"))).resolve(watch));

        assertEquals(
                "service=the+registry&scope=repository%3Ateam%2Fbase%3Apull"
                        + "&grant_type=refresh_token&client_id=pinwheel&refresh_token=a%2Frefresh+token",
                form.get());
    }

    @Test
    void keepsATokenUntilItExpires() {
        var registry = registry(Keychain.empty());
        registry.resolve(watch);
        registry.resolve(watch);
        assertEquals(1, issued.get());
        assertEquals(3, server.requests().size());

        clock.pass(Duration.ofMinutes(5));
        assertInstanceOf(Resolved.class, registry.resolve(watch));

        assertEquals(2, issued.get());
        assertEquals(4, server.requests().size(), "the expired token was not tried");
    }

    @Test
    void getsANewTokenWhenTheRegistryNoLongerTakesTheOldOne() {
        var registry = registry(Keychain.empty());
        registry.resolve(watch);

        issued.incrementAndGet();

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void getsOneTokenForManyWhoWait() throws Exception {
        var registry = registry(Keychain.empty());
        var looks = new ArrayList<Callable<Resolution>>();
        for (var i = 0; i < 50; i++) {
            looks.add(() -> registry.resolve(watch));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(looks)) {
                assertInstanceOf(Resolved.class, look.get());
            }
        }

        assertEquals(1, issued.get());
    }

    @Test
    void goesOnAfterTheClockWasSetBack() {
        var registry = registry(Keychain.empty());
        registry.resolve(watch);

        clock.pass(Duration.ofDays(-1));
        issued.incrementAndGet();

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void isDeniedWhenANewTokenIsNotTakenEither() {
        server.misbehave(request -> {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer realm=\"http://" + tokens.host() + "/token\"")
                    .end();
            return true;
        });

        assertInstanceOf(Denied.class, registry(Keychain.empty()).resolve(watch));

        assertEquals(2, server.requests().size());
    }

    @Test
    void showsNoLoginToARealmThatIsNotTrusted() {
        realmHost.set("localhost");

        var denied = assertInstanceOf(Denied.class, registry(holding(LOGIN)).resolve(watch));

        assertTrue(denied.reason().contains("is not trusted"), denied.reason());
        assertTrue(tokens.requests().isEmpty());
    }

    @Test
    void asksARealmThatIsNotTrustedAnonymously() {
        realmHost.set("localhost");

        assertInstanceOf(Resolved.class, registry(Keychain.empty()).resolve(watch));
    }

    @Test
    void showsItsLoginToATrustedRealm() {
        realmHost.set("localhost");
        var realm = "localhost:" + tokens.port();

        assertInstanceOf(Resolved.class, registry(holding(LOGIN), Set.of(realm)).resolve(watch));

        assertTrue(tokens.requests().element().headers().contains("Authorization"));
    }

    @ParameterizedTest
    @CsvSource({"401,Denied", "403,Denied", "429,Throttled", "500,Unreachable", "302,Invalid", "404,Invalid"})
    void tellsWhatTheTokenServicesStatusMeans(int status, String outcome) {
        tokens.misbehave(request -> {
            request.response().setStatusCode(status).end();
            return true;
        });

        assertEquals(
                outcome, registry(Keychain.empty()).resolve(watch).getClass().getSimpleName());
    }

    @Test
    void takesATokenServiceThatIsGoneForNoEmptyList() {
        tokens.misbehave(request -> {
            request.response().setStatusCode(404).end();
            return true;
        });
        var registry = registry(Keychain.empty());
        var subject = Digest.of("an image".getBytes(UTF_8));

        var thrown = assertThrows(RegistryException.class, () -> registry.referrers(watch.repository(), subject));

        assertInstanceOf(Invalid.class, thrown.failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"token\":\"\"}", "{\"token\":\"two\\r\\nlines\"}", "{\"token\":{}}"})
    void takesNoNonsenseForAToken(String answer) {
        tokens.misbehave(request -> {
            request.response().end(answer);
            return true;
        });

        assertInstanceOf(Invalid.class, registry(Keychain.empty()).resolve(watch));
    }

    @Test
    void asksTheTokenServiceAgainAfterItFailed() {
        var registry = registry(Keychain.empty());
        tokens.misbehave(request -> {
            request.response().setStatusCode(429).end();
            return true;
        });
        assertInstanceOf(Throttled.class, registry.resolve(watch));

        tokens.misbehave(request -> issue(request, "token"));
        clock.pass(Duration.ofSeconds(66));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void isUnreachableWhenTheTokenServiceIs() {
        tokens.close();

        assertInstanceOf(Unreachable.class, registry(Keychain.empty()).resolve(watch));
    }

    @Test
    void isDeniedWhenItsCredentialsCannotBeHad() {
        Keychain locked = host -> {
            throw new RegistryException("the helper is not installed");
        };

        var denied = assertInstanceOf(Denied.class, registry(locked).resolve(watch));

        assertTrue(denied.reason().contains("the helper is not installed"), denied.reason());
    }

    @Test
    void showsItsPasswordOnlyAfterItWasAskedAndOnceForAllRepositories() {
        server.misbehave(this::challengedForAPassword);
        var registry = registry(holding(LOGIN));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
        registry.resolve(server.watch("another/base", "1"));

        assertFalse(server.requests().remove().headers().contains("Authorization"));
        assertTrue(
                server.requests().stream().allMatch(request -> request.headers().contains("Authorization")));
    }

    @Test
    void isDeniedWithAWrongPassword() {
        server.misbehave(this::challengedForAPassword);

        assertInstanceOf(
                Denied.class, registry(holding(new Login("robot", "wrong"))).resolve(watch));
    }

    @Test
    void takesAPasswordThatHasChanged() {
        server.misbehave(this::challengedForAPassword);
        var held = new ConcurrentHashMap<RegistryHost, Credentials>(Map.of(server.host(), new Login("robot", "old")));
        var registry = registry(host -> Optional.ofNullable(held.get(host)));
        assertInstanceOf(Denied.class, registry.resolve(watch));

        held.put(server.host(), LOGIN);

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    /** As a cloud's password does, which is answered with 403 when it is old. */
    @Test
    void asksForAPasswordAgainAfterAWhile() {
        var good = new AtomicInteger(1);
        server.misbehave(request -> {
            var shown = request.getHeader("Authorization");
            if (shown == null) {
                return challengedForAPassword(request);
            }
            if (!shown.equals(TokenService.basic(numbered(good.get())))) {
                request.response().setStatusCode(403).end();
                return true;
            }
            return false;
        });
        var registry = registry(host -> Optional.of(numbered(good.get())));
        assertInstanceOf(Resolved.class, registry.resolve(watch));

        good.set(2);
        clock.pass(Duration.ofMinutes(11));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    /** A keychain may be a program that is started for each question. */
    @Test
    void asksItsKeychainOnceForAllRepositories() {
        server.misbehave(this::wantsATokenForIts);
        var asked = new AtomicInteger();
        var registry = registry(host -> {
            asked.incrementAndGet();
            return Optional.of(LOGIN);
        });

        for (var repository = 0; repository < 20; repository++) {
            registry.resolve(server.watch("team/base-" + repository, "1"));
        }
        assertEquals(20, issued.get());
        assertEquals(1, asked.get());

        clock.pass(Duration.ofMinutes(10));
        registry.resolve(watch);
        assertEquals(2, asked.get());
    }

    @Test
    void showsATokenServiceItsNewPasswordAtOnce() {
        var good = new AtomicInteger(1);
        tokens.misbehave(
                request -> isShown(request, numbered(good.get())) ? issue(request, "token") : answered(request, 401));
        server.misbehave(this::wantsATokenForIts);
        var registry = registry(host -> Optional.of(numbered(good.get())));
        assertInstanceOf(Resolved.class, registry.resolve(watch));

        good.set(2);
        clock.pass(Duration.ofMinutes(5));

        assertInstanceOf(Resolved.class, registry.resolve(watch));
    }

    @Test
    void asksItsKeychainOnlyOnceMoreAMinuteWhereATokenServiceRefusesTheSamePassword() {
        tokens.misbehave(request -> answered(request, 403));
        var asked = new AtomicInteger();
        var registry = registry(host -> {
            asked.incrementAndGet();
            return Optional.of(LOGIN);
        });

        for (var repository = 0; repository < 20; repository++) {
            assertInstanceOf(Denied.class, registry.resolve(server.watch("team/base-" + repository, "1")));
        }
        assertEquals(2, asked.get());

        clock.pass(Duration.ofMinutes(1));
        assertInstanceOf(Denied.class, registry.resolve(watch));
        assertEquals(3, asked.get());
    }

    private static Login numbered(int password) {
        return new Login("robot", "password " + password);
    }

    private static boolean isShown(HttpServerRequest request, Login login) {
        return TokenService.basic(login).equals(request.getHeader("Authorization"));
    }

    private static boolean answered(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
        return true;
    }

    /** Takes any token, and wants one for the repository that is asked for. */
    private boolean wantsATokenForIts(HttpServerRequest request) {
        return wantsATokenOf(tokens, request);
    }

    private static boolean wantsATokenOf(LoopbackRegistry service, HttpServerRequest request) {
        if (request.headers().contains("Authorization")) {
            return false;
        }
        request.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer realm=\"http://" + service.host() + "/token\"")
                .end();
        return true;
    }

    @Test
    void asksForATokenBeforeItIsAskedForOneOfTheNextRepository() {
        server.misbehave(this::wantsATokenForIts);
        var registry = registry(Keychain.empty());
        registry.resolve(watch);
        server.requests().clear();
        var next = server.watch("team/next", "1");
        server.push(next, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));

        assertInstanceOf(Resolved.class, registry.resolve(next));

        assertEquals(List.of("HEAD /v2/team/next/manifests/1"), server.asked());
    }

    @ParameterizedTest
    @CsvSource({"16384,Resolved", "16385,Invalid"})
    void takesNoTokenThatIsTooLong(int length, String outcome) {
        tokens.misbehave(request -> {
            request.response().end("{\"token\":\"" + "x".repeat(length) + "\"}");
            return true;
        });
        server = new LoopbackRegistry(vertx, new HttpServerOptions().setMaxHeaderSize(20_000));
        server.misbehave(this::wantsATokenForIts);
        watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));

        assertEquals(
                outcome, registry(Keychain.empty()).resolve(watch).getClass().getSimpleName());
    }

    /** A turn that is given may be lost, but nothing is sent without one. */
    @Test
    void takesATurnOfTheRateForATokenOfTheRegistrysOwnHost() {
        server.misbehave(
                request -> request.path().equals("/token") ? issue(request, "token") : wantsATokenOf(server, request));
        var turns = new AtomicInteger();
        var settings = HostSettings.DEFAULT.withPlainHttp().withRate(20);
        var budget = new CountedTurns(new InMemoryBudget(Clock.systemUTC()).node("one"), turns);
        var registry = new HttpRegistry(vertx, Map.of(server.host(), settings), Keychain.empty(), budget, clock);

        for (var repository = 0; repository < 6; repository++) {
            registry.resolve(server.watch("team/base-" + repository, "1"));
        }

        assertEquals(6, issued.get());
        assertTrue(
                server.requests().size() <= turns.get(), server.requests().size() + " requests, " + turns + " turns");
    }

    /** Counts the turns that are given. */
    private record CountedTurns(Budget budget, AtomicInteger turns) implements Budget {

        @Override
        public Share share(RegistryHost host, Demand demand) throws IOException {
            var share = budget.share(host, demand);
            turns.addAndGet(demand.turns());
            return share;
        }

        @Override
        public void leave(RegistryHost host) throws IOException {
            budget.leave(host);
        }

        @Override
        public void close() {
            budget.close();
        }
    }

    @Test
    void isDeniedWithoutAPassword() {
        server.misbehave(this::challengedForAPassword);

        var failure = assertInstanceOf(Failure.class, registry(Keychain.empty()).resolve(watch));

        assertTrue(failure.reason().contains("none are configured"), failure.reason());
    }

    private boolean challengedForAPassword(HttpServerRequest request) {
        if ("Basic cm9ib3Q6Y29ycmVjdCBob3JzZQ==".equals(request.getHeader("Authorization"))) {
            return false;
        }
        request.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Basic realm=\"registry\"")
                .end();
        return true;
    }

    @Test
    void showsNoCredentialsInItsOwnText() {
        assertFalse((LOGIN + "" + new IdentityToken("correct horse")).contains("correct horse"));
    }

    @Test
    void givesCredentialsToTheirOwnHostOnly() throws Exception {
        assertEquals(Optional.empty(), holding(LOGIN).credentials(new RegistryHost("another.example")));
    }
}
