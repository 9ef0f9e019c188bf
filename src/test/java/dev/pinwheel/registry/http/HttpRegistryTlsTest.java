package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRegistryTlsTest {

    private static final byte[] BLOB = "a layer".getBytes(UTF_8);
    private static final Descriptor LAYER = new Descriptor("any/thing", Digest.of(BLOB), BLOB.length);

    private static SelfSigned theirs;
    private static SelfSigned ours;

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private Watch watch;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        theirs = SelfSigned.make(directory, "theirs");
        ours = SelfSigned.make(directory, "ours");
    }

    @BeforeEach
    void start() {
        server = server(ClientAuth.NONE);
        watch = pushed(server);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private LoopbackRegistry server(ClientAuth wanted) {
        return new LoopbackRegistry(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(pair(theirs))
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(ours.certificateFile().toString()))
                        .setClientAuth(wanted));
    }

    private static PemKeyCertOptions pair(SelfSigned pair) {
        return new PemKeyCertOptions()
                .setCertPath(pair.certificateFile().toString())
                .setKeyPath(pair.keyFile().toString());
    }

    private static Watch pushed(LoopbackRegistry server) {
        var watch = server.watch("team/base", "1");
        server.push(watch, ManifestType.OCI_MANIFEST, "{}".getBytes(UTF_8));
        return watch;
    }

    private HttpRegistry registry(LoopbackRegistry server, Tls tls) {
        return new HttpRegistry(
                vertx,
                Map.of(server.host(), HostSettings.DEFAULT.withTls(tls)),
                Keychain.of(Map.of(server.host(), new Login("robot", "correct horse"))),
                Clock.systemUTC());
    }

    private static Tls trusting() {
        return new Tls(Optional.of(theirs.certificateFile()), Optional.empty());
    }

    private static Tls identified() {
        return new Tls(
                Optional.of(theirs.certificateFile()),
                Optional.of(new Tls.Identity(ours.certificateFile(), ours.keyFile())));
    }

    @Test
    void asksARegistryWhoseAuthorityIsTrusted() {
        assertInstanceOf(Resolved.class, registry(server, trusting()).resolve(watch));
    }

    @Test
    void asksNoRegistryWhoseAuthorityIsUnknown() {
        var failure =
                assertInstanceOf(Unreachable.class, registry(server, Tls.USUAL).resolve(watch));

        assertTrue(failure.reason().contains("no safe connection"), failure.reason());
        assertTrue(server.asked().isEmpty());
    }

    @Test
    void asksNoRegistryUnderAnotherName() {
        var alias =
                new LoopbackRegistry(vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(pair(ours)));

        assertInstanceOf(Unreachable.class, registry(alias, trusting()).resolve(alias.watch("team/base", "1")));
    }

    @Test
    void showsItsCertificateToTheRegistry() {
        var strict = server(ClientAuth.REQUIRED);
        var strictWatch = pushed(strict);

        assertInstanceOf(Resolved.class, registry(strict, identified()).resolve(strictWatch));
        assertInstanceOf(Unreachable.class, registry(strict, trusting()).resolve(strictWatch));
    }

    @Test
    void showsItsCertificateToNobodyElse() throws Exception {
        var store = server(ClientAuth.REQUEST);
        store.misbehave(request -> {
            request.response().end(Buffer.buffer(request.connection().isSsl() && shown(request) ? new byte[7] : BLOB));
            return true;
        });
        server.misbehave(request -> redirected(request, "https://" + store.host() + "/layer"));

        try (var stream = registry(server, identified()).blob(watch.repository(), LAYER)) {
            assertArrayEquals(BLOB, stream.readAllBytes());
        }
        assertEquals(1, store.requests().size());
    }

    @Test
    void showsItsCertificateToATokenServiceThatIsTheRegistryItself() {
        var strict = server(ClientAuth.REQUIRED);
        var strictWatch = pushed(strict);
        strict.misbehave(request ->
                request.path().equals("/token") ? issued(request, "a-token") : challenged(request, strict, "a-token"));

        assertInstanceOf(Resolved.class, registry(strict, identified()).resolve(strictWatch));
    }

    @Test
    void showsItsCertificateToNoTokenServiceOnAnotherPort() {
        var tokens = server(ClientAuth.REQUEST);
        tokens.misbehave(request -> issued(request, shown(request) ? "shown" : "not-shown"));
        server.misbehave(request -> challenged(request, tokens, "not-shown"));

        assertInstanceOf(Resolved.class, registry(server, identified()).resolve(watch));
    }

    private static boolean issued(HttpServerRequest request, String token) {
        request.response().end("{\"token\":\"" + token + "\"}");
        return true;
    }

    private static boolean challenged(HttpServerRequest request, LoopbackRegistry tokens, String token) {
        if (("Bearer " + token).equals(request.getHeader("Authorization"))) {
            return false;
        }
        request.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer realm=\"https://" + tokens.host() + "/token\"")
                .end();
        return true;
    }

    private static boolean shown(HttpServerRequest request) {
        try {
            return !request.connection().peerCertificates().isEmpty();
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private static boolean redirected(HttpServerRequest request, String location) {
        request.response().setStatusCode(307).putHeader("Location", location).end();
        return true;
    }

    @Test
    void isNotRedirectedAwayFromTls() {
        var plain = new LoopbackRegistry(vertx);
        server.misbehave(request -> redirected(request, "http://" + plain.host() + "/layer"));

        var thrown = assertThrows(
                RegistryException.class, () -> registry(server, trusting()).blob(watch.repository(), LAYER));

        assertInstanceOf(Invalid.class, thrown.failure());
        assertTrue(plain.requests().isEmpty());
    }

    @Test
    void showsItsLoginToNoTokenServiceWithoutTls() {
        var tokens = new LoopbackRegistry(vertx);
        server.misbehave(request -> {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer realm=\"http://" + tokens.host() + "/token\"")
                    .end();
            return true;
        });

        assertInstanceOf(Denied.class, registry(server, trusting()).resolve(watch));

        assertTrue(tokens.requests().isEmpty());
    }

    @Test
    void saysThatThereAreNoAuthoritiesInAFile() {
        var tls = new Tls(Optional.of(Path.of("/no/such/file.pem")), Optional.empty());

        assertThrows(IllegalArgumentException.class, () -> registry(server, tls));
    }

    @Test
    void saysThatThereIsNoCertificateToShow() {
        var missing = Path.of("/no/such/file.pem");
        var tls = new Tls(Optional.empty(), Optional.of(new Tls.Identity(missing, missing)));

        assertThrows(IllegalArgumentException.class, () -> registry(server, tls));
    }
}
