package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.Resolution.Denied;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says of a registry's credentials, and what the registry is then shown. */
@Timeout(30)
class AssembledCredentialsTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private final Queue<String> shownForAToken = new ConcurrentLinkedQueue<>();
    private volatile String challenge = "Basic realm=\"registry\"";
    private HttpServer registry;
    private HttpServer tokens;

    @BeforeEach
    void open() throws IOException {
        registry = server(this::challenged);
        tokens = server(this::refused);
    }

    @AfterEach
    void close() {
        vertx.close().await();
        registry.stop(0);
        tokens.stop(0);
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private void challenged(HttpExchange exchange) throws IOException {
        note(exchange, shown);
        exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
    }

    private void refused(HttpExchange exchange) throws IOException {
        note(exchange, shownForAToken);
        exchange.sendResponseHeaders(403, -1);
        exchange.close();
    }

    private static void note(HttpExchange exchange, Queue<String> notes) {
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            notes.add(authorization);
        }
    }

    private String host() {
        return "127.0.0.1:" + registry.getAddress().getPort();
    }

    private String realm() {
        return "localhost:" + tokens.getAddress().getPort();
    }

    private static String basic(String pair) {
        return "Basic " + encoded(pair);
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Assembly assembly(String more, String registryKeys) throws Exception {
        var configuration = ConfigurationFile.read(
                Files.writeString(folder.resolve("pinwheel.yaml"), """
                        data: %s
                        %s
                        registries: [{host: '%s', plainHttp: true%s}]
                        repositories: [{url: 'file://%s', forge: local}]
                        scanner: {database: %s}
                        """.formatted(
                                folder.resolve("data"), more, host(), registryKeys, folder, folder)),
                new Environment(Map.of("PASSWORD", "configured")));
        return new Assembly(configuration, new Machine(List.of(), Containment.GROUP), Clock.systemUTC());
    }

    private Resolution looked(String more, String registryKeys) throws Exception {
        var watch = new Watch(new Repository(new RegistryHost(host()), "team/base"), new Tag("1"));
        return assembly(more, registryKeys).registry(vertx).resolve(watch);
    }

    private String docker(String host) throws IOException {
        var file = Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\":{\"" + host + "\":{\"auth\":\"" + encoded("docker:kept") + "\"}}}");
        return "dockerConfig: " + file;
    }

    @Test
    void aConfiguredLoginIsShown() throws Exception {
        looked("", ", username: robot, password: {env: PASSWORD}");

        assertEquals(List.of(basic("robot:configured")), List.copyOf(shown));
    }

    @Test
    void dockersLoginIsShownWhereNoneIsConfigured() throws Exception {
        looked(docker(host()), "");

        assertEquals(List.of(basic("docker:kept")), List.copyOf(shown));
    }

    @Test
    void aConfiguredLoginGoesBeforeDockers() throws Exception {
        looked(docker(host()), ", username: robot, password: {env: PASSWORD}");

        assertEquals(List.of(basic("robot:configured")), List.copyOf(shown));
    }

    @Test
    void dockersLoginForAnotherRegistryIsNotShown() throws Exception {
        assertInstanceOf(Denied.class, looked(docker("another.example"), ""));

        assertEquals(List.of(), List.copyOf(shown));
    }

    @Test
    void aConfigurationOfDockersThatIsMissingIsSaidAtOnce() {
        var missing = "dockerConfig: " + folder.resolve("none.json");

        var thrown = assertThrows(IOException.class, () -> assembly(missing, ""));

        assertTrue(String.valueOf(thrown.getMessage()).contains("none.json"), thrown::toString);
    }

    @Test
    void aRealmThatIsConfiguredIsTrustedWithTheLogin() throws Exception {
        challenge = "Bearer realm=\"http://" + realm() + "/token\"";

        looked("", ", username: robot, password: {env: PASSWORD}, realms: ['" + realm() + "']");

        assertEquals(List.of(basic("robot:configured")), List.copyOf(shownForAToken));
    }

    @Test
    void anotherRealmIsNot() throws Exception {
        challenge = "Bearer realm=\"http://" + realm() + "/token\"";

        var denied = assertInstanceOf(
                Denied.class, looked("", ", username: robot, password: {env: PASSWORD}, realms: [localhost]"));

        assertTrue(denied.reason().contains("add '" + realm() + "'"), denied.reason());
        assertEquals(List.of(), List.copyOf(shownForAToken));
    }
}
