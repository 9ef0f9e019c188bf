package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryRedirectsTest {

    private static final byte[] BLOB = "a layer".getBytes(UTF_8);
    private static final Descriptor LAYER = new Descriptor("any/thing", Digest.of(BLOB), BLOB.length);
    private static final String PASSWORD = "correct horse";

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private LoopbackRegistry store;
    private HttpRegistry registry;
    private Repository repository;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        store = new LoopbackRegistry(vertx);
        repository = new Repository(server.host(), "team/base");
        registry = new HttpRegistry(
                vertx,
                Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp()),
                Keychain.of(Map.of(server.host(), new Credentials.Login("robot", PASSWORD))),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void redirect(String location) {
        server.misbehave(request -> challenged(request) || redirected(request, location));
    }

    private static boolean challenged(HttpServerRequest request) {
        if (request.getHeader("Authorization") == null) {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Basic realm=\"registry\"")
                    .end();
            return true;
        }
        return false;
    }

    private static boolean redirected(HttpServerRequest request, String location) {
        if (request.path().startsWith("/v2/")) {
            request.response()
                    .setStatusCode(307)
                    .putHeader("Location", location)
                    .end();
            return true;
        }
        request.response().end(Buffer.buffer(BLOB));
        return true;
    }

    private byte[] read() throws IOException {
        try (var stream = registry.blob(repository, LAYER)) {
            return stream.readAllBytes();
        }
    }

    private Failure failure() {
        return assertThrows(RegistryException.class, this::read).failure();
    }

    @Test
    void carriesNoCredentialsToAnotherHost() throws Exception {
        redirect("http://" + store.host() + "/store?signature=abc");
        store.misbehave(request -> {
            request.response().end(Buffer.buffer(BLOB));
            return true;
        });

        assertArrayEquals(BLOB, read());

        var carried = store.requests().element();
        assertFalse(carried.headers().contains("Authorization"));
        assertEquals("signature=abc", carried.query());
    }

    @Test
    void followsALongSignedAddress() throws Exception {
        var store = new LoopbackRegistry(vertx, new HttpServerOptions().setMaxInitialLineLength(32 * 1024));
        redirect("http://" + store.host() + "/store?signature=" + "s".repeat(20_000));
        store.misbehave(request -> {
            request.response().end(Buffer.buffer(BLOB));
            return true;
        });

        assertArrayEquals(BLOB, read());
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        registry.onWarning((host, text) -> warnings.add(text));
        return warnings;
    }

    private static void warn(HttpServerRequest request, String text) {
        request.response().putHeader("Warning", "299 - \"" + text + "\"");
    }

    @Test
    void saysWhatTheRegistryWarnsOfWhenItRedirectsAndNotWhatTheOtherHostDoes() throws Exception {
        var warnings = warnings();
        server.misbehave(request -> {
            warn(request, "this repository moves");
            return redirected(request, "http://" + store.host() + "/store");
        });
        store.misbehave(request -> {
            warn(request, "this store is full");
            request.response().end(Buffer.buffer(BLOB));
            return true;
        });

        assertArrayEquals(BLOB, read());

        assertEquals(List.of("299 - \"this repository moves\""), warnings);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 500})
    void saysWhatARegistryWarnsOfThatRefuses(int status) {
        var warnings = warnings();
        server.misbehave(request -> {
            warn(request, "pulls without a login end tomorrow");
            request.response().setStatusCode(status).end();
            return true;
        });

        failure();

        assertEquals(List.of("299 - \"pulls without a login end tomorrow\""), warnings);
    }

    @Test
    void showsItsCredentialsToTheSameHostAgain() throws Exception {
        redirect("/store");

        assertArrayEquals(BLOB, read());

        assertTrue(server.requests().stream()
                .filter(request -> request.path().equals("/store"))
                .allMatch(request -> request.headers().contains("Authorization")));
    }

    @Test
    void doesNotAnswerTheChallengeOfAnotherHost() {
        redirect("http://" + store.host() + "/store");
        store.misbehave(HttpRegistryRedirectsTest::challenged);

        assertInstanceOf(Denied.class, failure());

        assertEquals(1, store.requests().size());
    }

    @Test
    void aStoreOfBlobsThatIsDownDoesNotStopTheLooksAtTheRegistry() {
        server.misbehave(request -> challenged(request)
                || (request.path().contains("/blobs/") && redirected(request, "http://" + store.host() + "/store")));
        store.misbehave(request -> {
            request.response().setStatusCode(503).end();
            return true;
        });
        for (var times = 0; times < 10; times++) {
            assertInstanceOf(Unreachable.class, failure());
        }

        assertInstanceOf(Resolution.Unknown.class, registry.resolve(new Watch(repository, new Tag("1"))));
    }

    @Test
    void leavesACircle() {
        redirect("/v2/again");

        assertInstanceOf(Unreachable.class, failure());

        assertTrue(server.requests().size() < 20);
    }

    @Test
    void saysNothingOfASignedAddress() {
        redirect("http://" + store.host() + "/store?signature=secret");

        assertFalse(failure().reason().contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http://robot:secret@127.0.0.1/x", "http://[/", "//"})
    void goesNowhereStrange(String location) {
        redirect(location);

        var failure = assertInstanceOf(Invalid.class, failure());

        assertFalse(failure.reason().contains("secret"), failure.reason());
    }

    @Test
    void saysNothingOfAPassword() {
        server.misbehave(request -> challenged(request) || reflected(request));

        assertFalse(failure().reason().contains(PASSWORD));
    }

    private static boolean reflected(HttpServerRequest request) {
        request.response()
                .setStatusCode(400)
                .setStatusMessage("Bad " + request.getHeader("Authorization"))
                .end(request.getHeader("Authorization"));
        return true;
    }
}
