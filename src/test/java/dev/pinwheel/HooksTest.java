package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.HooksSettings;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.web.DoorLimits;
import dev.pinwheel.web.HooksVerticle;
import dev.pinwheel.web.hook.Chosen;
import dev.pinwheel.web.hook.Door;
import dev.pinwheel.web.hook.GitRepositories;
import dev.pinwheel.web.hook.Issuer;
import dev.pinwheel.web.hook.Noting;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sender, set as its documentation and ours say, from the configuration's file to the door on the wire. */
@Timeout(60)
class HooksTest {

    private static final Clock TEN = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final String OWN_KEY = "the-key-of-commands-on-this-machine";

    private static RSAKey key;
    private static HttpServer google;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final Tally tally = new Tally();

    @BeforeAll
    static void publishKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/certs", exchange -> {
            var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        google.start();
    }

    @AfterAll
    static void stop() {
        google.stop(0);
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    private Recorded<?> record(Event event) {
        told.add(event);
        return new Recorded<>(told.size(), event);
    }

    private static String secret(Sent sent) {
        return sent.name().equals("look") ? OWN_KEY : "the-secret-of-" + sent.name();
    }

    private static Sent[] all() {
        return Sent.all();
    }

    private static Sent[] strangers() {
        return Sent.strangers();
    }

    private static List<Sent> configured() {
        return Stream.of(all(), strangers()).flatMap(Arrays::stream).toList();
    }

    /** The settings of all senders at once, each with a secret of its own. */
    private HooksSettings settings() throws Exception {
        var secrets = configured().stream().collect(Collectors.toMap(Sent::name, HooksTest::secret));
        var senders = configured().stream()
                .filter(sent -> !sent.keys().isEmpty())
                .map(sent -> "    - {name: %s, %s%s}\n".formatted(sent.name(), sent.keys(), secretKey(sent)))
                .collect(Collectors.joining());
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), """
                data: data
                repositories: [{url: /srv/git/app.git}]
                registries: [{host: docker.io}]
                scanner: {database: osv}
                hooks:
                  senders:
                """ + senders);
        return ConfigurationFile.read(file, new Environment(secrets)).hooks().orElseThrow();
    }

    private static String secretKey(Sent sent) {
        return sent.shown().contains(Shown.TOKEN) ? "" : ", secret: {env: " + sent.name() + "}";
    }

    private URI open(Hooks hooks) {
        var repositories = new GitRepositories(Map.of(
                new Source("https://github.com/acmecorp/app.git"), Optional.empty(),
                new Source("https://git.example.com/acme/tool"), Optional.of("main")));
        var noting = new Noting(new Chosen(any -> true), repositories, this::record, TEN);
        var door = new Door(hooks.all(OWN_KEY), noting, tally);
        var verticle = new HooksVerticle(door, DoorLimits.ORDINARY, "127.0.0.1", 0);
        vertx.deployVerticle(verticle).await();
        return verticle.address();
    }

    private URI open() throws Exception {
        var keys = URI.create("http://127.0.0.1:" + google.getAddress().getPort() + "/certs");
        return open(new Hooks(settings(), TEN, new Issuer(Issuer.GOOGLE.name(), keys)));
    }

    private int post(URI door, Sent sent, String path, Map<String, String> shown) throws Exception {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.putAll(sent.headers());
        headers.putAll(shown);
        var request = HttpRequest.newBuilder(door.resolve("/hooks/" + sent.name() + path))
                .POST(HttpRequest.BodyPublishers.ofString(sent.body()));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private int show(URI door, Sent sent, Shown way, String secret) throws Exception {
        var value = way == Shown.TOKEN ? Shown.token(key, TEN.instant()) : secret;
        return post(door, sent, way.path(value), way.headers(value, sent.body().getBytes(UTF_8)));
    }

    private String noted(Sent sent) {
        return told.stream().map(event -> described(sent, event)).sorted().collect(Collectors.joining(", "));
    }

    private static String described(Sent sent, Event event) {
        return switch (event) {
            case LookAsked ask when ask.from().equals(sent.name()) -> ask.image();
            case SourceChanged change when change.from().equals(sent.name()) -> change.source() + " " + change.what();
            default -> "something else: " + event;
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoProvesItselfAsItsKindDoesIsHeard(Sent sent) throws Exception {
        for (var way : sent.shown()) {
            told.clear();

            assertEquals(202, show(open(), sent, way, secret(sent)), way::name);
            assertEquals(sent.notes(), noted(sent));
        }
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whoSpeaksOfAnothersImagesIsAcknowledgedAndNotNoted(Sent sent) throws Exception {
        for (var way : sent.shown()) {
            assertEquals(200, show(open(), sent, way, secret(sent)), way::name);
        }
        assertEquals(List.of(), told);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoShowsNothingOrWhatAnotherSenderWouldIsNotHeard(Sent sent) throws Exception {
        var door = open();
        assertEquals(401, post(door, sent, "", Map.of()));
        for (var way : Shown.values()) {
            if (!sent.shown().contains(way)) {
                assertEquals(401, show(door, sent, way, secret(sent)), way::name);
            }
        }
        assertEquals(List.of(), told);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoKnowsTheSecretOfAnotherIsNotHeard(Sent sent) throws Exception {
        var door = open();
        for (var way : sent.shown()) {
            for (var other : all()) {
                if (way != Shown.TOKEN && !other.name().equals(sent.name())) {
                    assertEquals(401, show(door, sent, way, secret(other)), other::name);
                }
            }
        }
        assertEquals(List.of(), told);
    }

    @Test
    void googlesKeysAreAskedForWhereGooglePublishesThemAndWithoutThemTheMessageCanBeSentAgain() throws Exception {
        var gar = Arrays.stream(all())
                .filter(sent -> sent.name().equals("gar"))
                .findFirst()
                .orElseThrow();
        var asked = new CopyOnWriteArrayList<URI>();
        var usual = ProxySelector.getDefault();
        ProxySelector.setDefault(nowhere(asked));
        try {
            assertEquals(503, show(open(new Hooks(settings(), TEN)), gar, Shown.TOKEN, ""));
        } finally {
            ProxySelector.setDefault(usual);
        }

        assertEquals(
                "https://www.googleapis.com/oauth2/v3/certs", asked.getFirst().toString());
        assertEquals(Map.of("gar", Map.of("failed", 1L)), tally.counts());
    }

    /** Whatever is not on this machine cannot be reached, but it is known who was asked. */
    private static ProxySelector nowhere(List<URI> asked) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                if ("127.0.0.1".equals(uri.getHost())) {
                    return List.of(Proxy.NO_PROXY);
                }
                asked.add(uri);
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                assertEquals(1, ((InetSocketAddress) address).getPort(), failure::toString);
            }
        };
    }
}
