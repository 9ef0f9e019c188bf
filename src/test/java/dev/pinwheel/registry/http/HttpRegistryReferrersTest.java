package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Referrer;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that has the referrers API; the one of distribution, which has not, is in the contract's test. */
class HttpRegistryReferrersTest {

    private static final Digest SUBJECT = Digest.of("an image".getBytes(UTF_8));
    private static final String LIST = "/v2/team/base/referrers/" + SUBJECT;

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private HttpRegistry registry;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        registry = new HttpRegistry(
                vertx,
                Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp()),
                Keychain.empty(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static Referrer referrer(String name) {
        var digest = Digest.of(name.getBytes(UTF_8));
        return new Referrer(
                new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), digest, 7),
                Optional.of("application/spdx+json"),
                Map.of("name", name));
    }

    private static String list(String... names) {
        var entries = List.of(names).stream()
                .map(name -> "{\"mediaType\":\"" + ManifestType.OCI_MANIFEST.mediaType() + "\",\"digest\":\""
                        + Digest.of(name.getBytes(UTF_8)) + "\",\"size\":7,\"artifactType\":\"application/spdx+json\","
                        + "\"annotations\":{\"name\":\"" + name + "\"}}")
                .toList();
        return "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType() + "\",\"manifests\":["
                + String.join(",", entries) + "]}";
    }

    private static boolean send(HttpServerRequest request, String list, String link) {
        var response = request.response().putHeader("Content-Type", ManifestType.OCI_INDEX.mediaType());
        if (!link.isEmpty()) {
            response.putHeader("Link", link);
        }
        response.end(list);
        return true;
    }

    private List<Referrer> referrers() throws RegistryException {
        return registry.referrers(new Repository(server.host(), "team/base"), SUBJECT);
    }

    @Test
    void listsWhatRefersToAManifest() throws RegistryException {
        server.misbehave(request -> send(request, list("sbom", "signature"), ""));

        assertEquals(List.of(referrer("sbom"), referrer("signature")), referrers());
        assertEquals(List.of("GET " + LIST), server.asked());
    }

    @Test
    void readsPageAfterPage() throws RegistryException {
        server.misbehave(request -> "2".equals(request.getParam("page"))
                ? send(request, list("signature"), "")
                : send(request, list("sbom"), "<" + LIST + "?page=2>; rel=\"next\""));

        assertEquals(List.of(referrer("sbom"), referrer("signature")), referrers());
    }

    @Test
    void leavesAListThatDoesNotEnd() {
        server.misbehave(request -> send(request, list("sbom"), "<" + LIST + "?page=2>; rel=\"next\""));

        var thrown = assertThrows(RegistryException.class, this::referrers);

        assertInstanceOf(Invalid.class, thrown.failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1/v2/team/base/referrers/x", "/v2/somebody/else/referrers/x", "http://:x"})
    void doesNotGoOnElsewhere(String elsewhere) {
        server.misbehave(request -> send(request, list("sbom"), "<" + elsewhere + ">; rel=\"next\""));

        var thrown = assertThrows(RegistryException.class, this::referrers);

        assertInstanceOf(Invalid.class, thrown.failure());
        assertEquals(1, server.asked().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"manifests\":[{}]}"})
    void readsNothingThatIsNoList(String nonsense) {
        server.misbehave(request -> send(request, nonsense, ""));

        assertInstanceOf(
                Invalid.class,
                assertThrows(RegistryException.class, this::referrers).failure());
    }

    @Test
    void asksForTheTagWhereTheRegistryHasNoList() throws RegistryException {
        assertEquals(List.of(), referrers());

        assertEquals(
                List.of("GET " + LIST, "HEAD /v2/team/base/manifests/sha256-" + SUBJECT.hex()),
                server.asked().subList(0, 2));
    }

    private static boolean isForList(HttpServerRequest request) {
        return request.path().contains("/referrers/");
    }

    private void keepUnderTheTag(String name) {
        var tag = server.watch("team/base", "sha256-" + SUBJECT.hex());
        server.push(tag, ManifestType.OCI_INDEX, list(name).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 501})
    void asksForTheTagWhereTheRegistryRefusesToListThem(int status) throws RegistryException {
        keepUnderTheTag("signature");
        server.misbehave(request -> {
            if (isForList(request)) {
                request.response().setStatusCode(status).end();
            }
            return isForList(request);
        });

        for (var time = 0; time < 6; time++) {
            assertEquals(List.of(referrer("signature")), referrers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", ""})
    void asksForTheTagWhereTheRegistrySendsNoList(String mediaType) throws RegistryException {
        keepUnderTheTag("signature");
        server.misbehave(request -> {
            if (isForList(request)) {
                request.response().putHeader("Content-Type", mediaType).end("<html>Welcome</html>");
            }
            return isForList(request);
        });

        assertEquals(List.of(referrer("signature")), referrers());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 406, 501})
    void doesNotTakeAPartOfAListForAllOfItOrForNone(int status) {
        keepUnderTheTag("signature");
        server.misbehave(request -> {
            if ("2".equals(request.getParam("page"))) {
                request.response().setStatusCode(status).end();
                return true;
            }
            return isForList(request) && send(request, list("sbom"), "<" + LIST + "?page=2>; rel=\"next\"");
        });

        var reason =
                assertThrows(RegistryException.class, this::referrers).failure().reason();

        assertTrue(reason.contains(status == 200 ? "no list" : "answered " + status), reason);
    }

    @Test
    void leavesAListWhosePagesAreTooLargeTogether() {
        var page = list("sbom") + " ".repeat(3 << 20);
        server.misbehave(request -> send(request, page, "<" + LIST + "?page=2>; rel=\"next\""));

        var thrown = assertThrows(RegistryException.class, this::referrers);

        assertEquals(
                Cause.TOO_LARGE,
                assertInstanceOf(Invalid.class, thrown.failure()).cause());
        assertEquals(6, server.asked().size());
    }

    @Test
    void doesNotTakeAFailureForAnEmptyList() {
        server.misbehave(request -> {
            request.response().setStatusCode(500).end();
            return true;
        });

        assertInstanceOf(
                Unreachable.class,
                assertThrows(RegistryException.class, this::referrers).failure());
    }
}
