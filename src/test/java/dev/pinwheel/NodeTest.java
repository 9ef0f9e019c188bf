package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.HeldException;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.source.git.BareRepository;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service whose ledger must not be written stays up, says why, and writes and looks at nothing. */
@Timeout(120)
class NodeTest {

    private static final Machine BARE = new Machine(List.of(), Containment.GROUP);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private BareRepository app;
    private Configuration configuration;
    private int http;
    private int hooks;

    @BeforeEach
    void keepALedger() throws Exception {
        app = BareRepository.in(folder.resolve("app.git"));
        app.commit("main", Map.of("README", "no pin\n"));
        http = ServingProcess.freePort();
        hooks = ServingProcess.freePort();
        configuration = ConfigurationFile.read(
                Files.writeString(
                        folder.resolve("pinwheel.yaml"), """
                        data: %s
                        registries: [{host: registry.example.com}]
                        repositories: [{url: %s}]
                        scanner: {database: %s}
                        http: {port: %d}
                        hooks: {port: %d, senders: [{name: ci, from: generic, secret: {env: HOOK}}]}
                        """.formatted(data(), app.directory(), folder, http, hooks)),
                new Environment(Map.of("HOOK", "correct-horse-battery")));
        runOnce();
    }

    private void runOnce() throws Exception {
        try (var bot = Launch.bot(configuration, BARE, event -> {})) {
            bot.cycle("test");
            bot.awaitQuiet();
        }
    }

    @AfterEach
    void close() {
        app.close();
        client.close();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private long size() {
        try (var entries = SqliteStore.read(data())) {
            return entries.head().size();
        }
    }

    private Node node() throws Exception {
        return Launch.node(configuration, BARE, event -> {}, said::add);
    }

    private String awaitSaid(String part) throws InterruptedException {
        for (var line = said.poll(60, TimeUnit.SECONDS); line != null; line = said.poll(60, TimeUnit.SECONDS)) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("it never said: " + part);
    }

    private HttpResponse<String> ask(String method, int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Serves, and is read-only for a reason that contains this. */
    private void assertReadOnly(String reason) throws Exception {
        var before = size();
        final Thread serving;
        try (var node = node()) {
            serving = Thread.ofVirtual().start(() -> run(node));
            var alarm = awaitSaid("ALARM: read-only: ");
            assertTrue(alarm.contains(reason), alarm);
            assertTrue(alarm.contains("restart Pinwheel"), alarm);

            node.cycleOfDue("test");

            var health = ask("GET", http, "/readyz");
            assertEquals(503, health.statusCode());
            var body = new JsonObject(health.body());
            assertEquals("read-only", body.getString("state"));
            assertTrue(body.getString("reason").contains(reason), health.body());
            assertTrue(body.getString("next").contains("restart"), health.body());
            assertTrue(ask("GET", http, "/metrics").body().contains("pinwheel_state{state=\"read-only\"} 1\n"));
            assertEquals(200, ask("GET", http, "/log/checkpoint").statusCode());
            assertEquals(503, ask("POST", hooks, "/hooks/ci").statusCode());
            assertEquals(before, size());
            var symptoms = new LedgerCheckup(configuration, Clock.systemUTC()).run();
            assertTrue(
                    symptoms.stream()
                            .anyMatch(each -> each.state() != Checkup.State.OK
                                    && each.part().equals("service")
                                    && each.finding().contains(reason)),
                    symptoms.toString());
            assertTrue(
                    symptoms.stream()
                            .anyMatch(each -> each.state() != Checkup.State.OK
                                    && each.part().equals("ledger")
                                    && each.finding().contains(reason)),
                    symptoms.toString());
        }
        serving.join();
    }

    private void run(Node node) {
        try {
            node.run();
        } catch (Exception e) {
            said.add("it ended: " + e.getMessage());
        }
    }

    @Test
    void aLedgerThatIsWellIsServedAndIsReady() throws Exception {
        final Thread serving;
        try (var node = node()) {
            serving = Thread.ofVirtual().start(() -> run(node));
            awaitSaid("serving");

            assertEquals(200, ask("GET", http, "/readyz").statusCode());
            assertEquals(401, ask("POST", hooks, "/hooks/ci").statusCode());
        }
        serving.join();
    }

    @Test
    void aNodeThatIsClosedWhileItBeginsToLeadStops() throws Exception {
        var closing = new CompletableFuture<Thread>();
        var opened = new AtomicReference<Node>();
        try (var node = Launch.node(configuration, BARE, event -> closeOnce(opened.get(), closing), said::add)) {
            opened.set(node);
            var serving = Thread.ofVirtual().start(() -> run(node));

            assertTrue(closing.get(60, TimeUnit.SECONDS).join(Duration.ofSeconds(60)));
            assertTrue(serving.join(Duration.ofSeconds(60)));
            assertTrue(said.stream().noneMatch(line -> line.startsWith("it ended")), said.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 50, 100, 150, 200, 250, 300, 400, 500})
    void aNodeThatIsClosedAtAnyTimeEndsWithoutAnAlarm(int milliseconds) throws Exception {
        try (var node = node()) {
            var serving = Thread.ofVirtual().start(() -> run(node));
            CompletableFuture.runAsync(
                            node::close, CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS))
                    .join();

            assertTrue(serving.join(Duration.ofSeconds(60)));
            assertTrue(
                    said.stream().noneMatch(line -> line.startsWith("it ended") || line.contains("ALARM")), said + "");
        }
        SqliteStore.open(data()).close();
    }

    private static void closeOnce(@Nullable Node node, CompletableFuture<Thread> closing) {
        if (node != null) {
            var thread = Thread.ofVirtual().unstarted(node::close);
            if (closing.complete(thread)) {
                thread.start();
            }
        }
    }

    @Test
    void aLedgerThatWasTamperedWith() throws Exception {
        Tampering.force(data(), "UPDATE entry SET body = x'7B7D' WHERE idx = 1");

        assertReadOnly("tampered with or is damaged: entry 1 is not what was hashed");
    }

    @Test
    void aStoredCheckpointThatIsOfAnotherTree() throws Exception {
        Tampering.force(data(), "UPDATE checkpoint SET note = 'nothing'");

        assertReadOnly("tampered with or is damaged");
    }

    @Test
    void anOldSignatureThatSomebodyChangedEndsTheWorkOfALeader() throws Exception {
        try (var journal = Journal.open(
                data(), Optional.of(configuration.origin()), SqliteStore.open(data()), Clock.systemUTC())) {
            Journals.recordCycles(journal, 0, 100);
        }
        // Another number in the middle of the signature, which is the last word of the note.
        Tampering.force(
                data(),
                "UPDATE checkpoint SET note = substr(note, 1, length(note) - 40)"
                        + " || CASE substr(note, length(note) - 39, 1) WHEN 'A' THEN 'B' ELSE 'A' END"
                        + " || substr(note, length(note) - 38) WHERE size = (SELECT MIN(size) FROM checkpoint)");
        final Thread serving;
        try (var node = node()) {
            serving = Thread.ofVirtual().start(() -> run(node));

            var alarm = awaitSaid("ALARM: read-only: ");

            assertTrue(alarm.contains("a stored checkpoint of 1 entries is not signed with "), alarm);
            assertTrue(alarm.contains("restart Pinwheel"), alarm);
            assertEquals(503, ask("GET", http, "/readyz").statusCode());
            var before = size();
            node.cycleOfDue("test");
            assertEquals(503, ask("POST", hooks, "/hooks/ci").statusCode());
            assertEquals(before, size());
        }
        serving.join();
    }

    @Test
    void aFrontierThatIsNotTheTrees() throws Exception {
        Tampering.force(data(), "UPDATE head SET root = zeroblob(32)");

        assertReadOnly("the leaf hashes do not add up to the root hash");
    }

    @Test
    void anOlderCopyOfTheDatabase() throws Exception {
        var copy = Files.copy(data().resolve("ledger.db"), folder.resolve("old.db"));
        runOnce();
        Files.deleteIfExists(data().resolve("ledger.db-wal"));
        Files.deleteIfExists(data().resolve("ledger.db-shm"));
        Files.move(copy, data().resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);

        assertReadOnly("rollback detected");
    }

    @Test
    void aClockThatWentBackwards() throws Exception {
        var ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (var journal = Journal.open(data(), Optional.of(configuration.origin()), SqliteStore.open(data()), ahead)) {
            journal.append(new CycleStarted(ahead.instant(), "test"));
        }

        assertReadOnly("set the clock right");
    }

    @Test
    void aKeyThatIsMissing() throws Exception {
        Files.delete(data().resolve("ledger.key"));

        assertReadOnly("the key of this ledger is missing");
    }

    @Test
    void aSecondProcessOnOneSqliteFileSaysSoAndStops() throws Exception {
        try (var store = SqliteStore.open(data());
                var node = node()) {
            var refusal = assertThrows(HeldException.class, node::run);

            assertTrue(String.valueOf(refusal.getMessage()).contains("another Pinwheel writes the ledger in"));
            assertTrue(store.entries().head().size() > 0);
        }
    }
}
