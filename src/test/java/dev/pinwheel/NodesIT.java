package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.Verification;
import dev.pinwheel.journal.Verifier;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each a process with a data directory of its own, on one real PostgreSQL. */
@Timeout(180)
class NodesIT {

    private static final byte[] CONFIG = "{}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private PostgresqlServer server;
    private DistributionRegistry registry;
    private BareRepository app;
    private String address = "";
    private int hooks;

    @BeforeEach
    void start() throws Exception {
        server = PostgresqlServer.start();
        address = server.newDatabase();
        registry = new DistributionRegistry(folder, "", repository -> "");
        var base = new Repository(registry.host(), "base/debian");
        app = BareRepository.in(folder.resolve("app.git"));
        app.commit("main", Map.of("Dockerfile", "FROM " + base + ":12@" + push(base) + "\n"));
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        registry.close();
        server.close();
    }

    private Digest push(Repository base) throws Exception {
        var manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
                "digest":"%s","size":%d},"layers":[]}""".formatted(ManifestType.OCI_MANIFEST.mediaType(), Digest.of(CONFIG), CONFIG.length)
                .getBytes(UTF_8);
        registry.push(base, CONFIG);
        registry.push(base, new Tag("12"), ManifestType.OCI_MANIFEST, manifest);
        return Digest.of(manifest);
    }

    private Path configuration(String node, int http) throws IOException {
        hooks = ServingProcess.freePort();
        var password = Files.writeString(folder.resolve("password"), PostgresqlServer.PASSWORD);
        var hook = Files.writeString(folder.resolve("hook"), "correct-horse-battery");
        return Files.writeString(folder.resolve(node + ".yaml"), """
                data: %s
                ledger: {database: '%s', password: {file: %s}}
                schedule: "* * * * * ?"
                repositories: [{url: %s}]
                registries: [{host: "%s", plainHttp: true}]
                scanner: {database: %s}
                http: {port: %d}
                hooks:
                  port: %d
                  senders: [{name: ci, from: generic, secret: {file: %s}}]
                """.formatted(
                        data(node), address, password, app.directory(), registry.host(), folder, http, hooks, hook));
    }

    private Path data(String node) {
        return folder.resolve(node);
    }

    private ServingProcess serve(String node) throws IOException {
        var port = ServingProcess.freePort();
        return ServingProcess.start(configuration(node, port), port);
    }

    private void copyKey() throws IOException {
        Files.createDirectories(data("b"));
        for (var name : new String[] {"ledger.key", "ledger.vkey"}) {
            Files.copy(data("a").resolve(name), data("b").resolve(name));
        }
    }

    private long nodesThatStarted() {
        try (var entries = PostgresqlServer.ledger(address).read()) {
            return entries.entries(Selection.ALL.ofType("bot.started"), 0, 10).stream()
                    .map(entry -> (BotStarted) entry.recorded().event())
                    .map(started -> started.node().orElseThrow())
                    .distinct()
                    .count();
        }
    }

    /** The log of a node is whole, grew out of that checkpoint, and has nothing twice. */
    private void check(String node, SignedCheckpoint before, long starts) throws IOException {
        var key = VerifierKey.parse(
                Files.readString(data(node).resolve("ledger.vkey")).strip());
        try (var entries = PostgresqlServer.ledger(address).read()) {
            assertInstanceOf(
                    Verification.Verified.class,
                    Verifier.verify(entries, new LogDirectory(data(node).resolve("log")), key));
            var then = before.checkpoint();
            var proof = ConsistencyProof.of(then.size(), entries.head().size(), entries);
            assertTrue(proof.proves(then.root(), entries.head().root()));
            assertEquals(starts, entries.count(Selection.ALL.ofType("bot.started")));
            assertEquals(1, entries.count(Selection.ALL.ofType("digest.observed")));
        }
    }

    @Test
    void theSecondStandsByAndTakesOverWhenTheFirstIsKilled() throws Exception {
        try (var a = serve("a")) {
            a.awaitLine("serving");
            a.awaitLine("cycle done");
            copyKey();
            try (var b = serve("b")) {
                var said = b.awaitLine("standing by");
                assertTrue(said.contains("another Pinwheel writes the ledger"), said);
                standsBy(b);
                refusesToRun();
                a.awaitLine("cycle done");
                var before = SignedCheckpoint.parse(a.get("/log/checkpoint").body());

                var killed = System.nanoTime();
                a.signal("KILL");
                b.awaitLine("serving");
                var taken = System.nanoTime() - killed;

                assertTrue(taken < TimeUnit.SECONDS.toNanos(30), taken + " ns");
                System.out.println("taken over after " + TimeUnit.NANOSECONDS.toMillis(taken) + " ms");
                b.awaitLine("cycle done");
                assertEquals(200, b.get("/readyz").statusCode());
                assertEquals(401, b.post(hooks, "/hooks/ci").statusCode());
                b.signal("TERM");
                assertEquals(143, b.awaitEnd());
                check("b", before, 2);
                assertEquals(2, nodesThatStarted());
            }
        }
    }

    private void standsBy(ServingProcess node) throws Exception {
        assertEquals("standby", node.health().getString("state"));
        assertEquals(503, node.get("/readyz").statusCode());
        assertEquals(200, node.get("/healthz").statusCode());
        assertTrue(node.get("/metrics").body().contains("pinwheel_state{state=\"standby\"} 1\n"));
        assertTrue(SignedCheckpoint.parse(node.get("/log/checkpoint").body())
                        .checkpoint()
                        .size()
                > 0);
        assertEquals(200, node.get("/audit/questions/gaps").statusCode());
        var refused = node.post(hooks, "/hooks/ci");
        assertEquals(503, refused.statusCode());
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    }

    private void refusesToRun() throws Exception {
        var run = new ProcessBuilder(ServingProcess.command("run", folder.resolve("b.yaml")))
                .redirectErrorStream(true)
                .start();
        var said = new String(run.getInputStream().readAllBytes(), UTF_8);
        assertTrue(run.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(1, run.exitValue(), said);
        assertTrue(said.contains("another Pinwheel writes the ledger"), said);
    }

    @Test
    void aLeaderThatWasPausedAndSucceededWritesNothingMoreAndStandsBy() throws Exception {
        try (var a = serve("a")) {
            a.awaitLine("cycle done");
            copyKey();
            try (var b = serve("b")) {
                b.awaitLine("standing by");
                var before = SignedCheckpoint.parse(a.get("/log/checkpoint").body());
                a.signal("STOP");
                server.endSessions(address, "advisory");
                b.awaitLine("serving");
                a.signal("CONT");

                a.awaitLine("ALARM: read-only");
                a.awaitLine("standing by");
                b.awaitLine("cycle done");
                b.signal("TERM");
                a.awaitLine("serving");
                a.awaitLine("cycle done");
                a.signal("TERM");
                a.awaitEnd();
                check("a", before, 3);
            }
        }
    }

    @Test
    void aLeaderWhoseDatabaseGoesAwayIsReadOnlyUntilItIsBack() throws Exception {
        try (var a = serve("a")) {
            a.awaitLine("cycle done");
            var before = SignedCheckpoint.parse(a.get("/log/checkpoint").body());
            server.kill();

            a.awaitLine("ALARM: read-only");
            assertEquals("read-only", a.health().getString("state"));
            assertEquals(503, a.post(hooks, "/hooks/ci").statusCode());
            server.restart();
            a.awaitLine("serving");
            a.awaitLine("cycle done");
            assertEquals("leading", a.health().getString("state"));
            a.signal("TERM");
            a.awaitEnd();
            check("a", before, 2);
        }
    }

    @Test
    void aStandbyWithoutTheKeySaysSo() throws Exception {
        try (var a = serve("a")) {
            a.awaitLine("serving");
            try (var b = serve("b")) {
                b.awaitLine("cannot take over: there is no ledger.key");
                a.signal("KILL");

                b.awaitLine("ALARM: read-only: the key of this ledger is missing");
                assertEquals("read-only", b.health().getString("state"));
                assertTrue(b.isAlive());
            }
        }
    }
}
