package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.proposal.ForgeException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AssemblyTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer gitHub;

    @BeforeEach
    void open() throws IOException {
        gitHub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gitHub.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        gitHub.start();
    }

    @AfterEach
    void close() {
        gitHub.stop(0);
        vertx.close().await();
    }

    private Configuration configuration() throws Exception {
        var host = "127.0.0.1:" + gitHub.getAddress().getPort();
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("pinwheel.yaml"), """
                        data: %s
                        registries: [{host: registry.example.com}]
                        repositories: [{url: 'http://%s/team/app.git', forge: github}]
                        scanner: {database: %s}
                        github: [{host: '%s', api: 'http://%s', token: {env: TOKEN}}]
                        """.formatted(
                                folder.resolve("data"), host, folder, host, host)),
                new Environment(Map.of("TOKEN", "correct-horse-battery")));
    }

    private static void ask(Assembly assembly, Configuration configuration) {
        var forge = assembly.gitHub(configuration.repositories().getFirst()).orElseThrow();
        assertThrows(ForgeException.class, forge::mayWrite);
    }

    @Test
    void whoLeadsAgainReachesGitHubAlthoughItsConnectionsWereClosed() throws Exception {
        var configuration = configuration();
        var assembly = new Assembly(configuration, new Machine(List.of(), Containment.GROUP), Clock.systemUTC());
        assembly.parts(vertx).close();
        ask(assembly, configuration);
        assertEquals(0, asked.get());

        ask(assembly.renewed(), configuration);

        assertTrue(asked.get() > 0);
    }
}
