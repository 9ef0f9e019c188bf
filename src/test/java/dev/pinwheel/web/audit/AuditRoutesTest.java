package dev.pinwheel.web.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.Answers;
import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Story;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.web.HealthVerticle;
import dev.pinwheel.web.Vitals;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditRoutesTest {

    private static final Clock CLOCK = Clock.fixed(Story.BEGIN.plus(Duration.ofDays(2)), ZoneOffset.UTC);

    private static final Map<String, String> NEEDED =
            Map.of("/audit/sample", "?seed=x", "/audit/consistency", "?size=1&root=" + "A".repeat(43) + "=");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private int port;

    @BeforeEach
    void open() throws IOException {
        Story.tell(data);
        port = serve(() -> SqliteStore.read(data));
    }

    private int serve(Supplier<Entries> ledger) throws IOException {
        var router = Router.router(vertx);
        new AuditRoutes(records(ledger), CLOCK, 1).mount(router);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private Records records(Supplier<Entries> ledger) {
        return new Records(ledger, new Evidence(data.resolve("evidence"))::find, SqliteNotebook::new);
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path);
    }

    private HttpResponse<String> get(int at, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void everyPathOfTheDocumentAnswersWithTheColumnsThatItNames() throws IOException, InterruptedException {
        var document = new JsonObject(get("/audit/openapi.json").body());
        var paths = document.getJsonObject("paths");

        assertEquals("3.1.0", document.getString("openapi"));
        assertEquals(Questions.answered().size() + 4, paths.size());
        for (var path : paths.fieldNames()) {
            checkParameters(document, paths.getJsonObject(path));
            var answer =
                    get(path + (path.startsWith(AuditRoutes.QUESTIONS) ? "?days=0" : NEEDED.getOrDefault(path, "")));
            assertEquals(200, answer.statusCode(), path);
            if (path.startsWith(AuditRoutes.QUESTIONS)) {
                assertTrue(!answer.body().isEmpty(), path);
                checkRows(paths.getJsonObject(path), answer.body());
            }
        }
    }

    private static void checkRows(JsonObject path, String body) {
        var columns = path.getJsonObject("get")
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/x-ndjson")
                .getJsonObject("schema")
                .getJsonObject("properties");
        body.lines()
                .map(JsonObject::new)
                .forEach(row -> assertTrue(columns.fieldNames().containsAll(row.fieldNames()), row.toString()));
    }

    private static void checkParameters(JsonObject document, JsonObject path) {
        var known = document.getJsonObject("components").getJsonObject("parameters");
        for (var parameter : path.getJsonObject("get").getJsonArray("parameters")) {
            var name = ((JsonObject) parameter).getString("$ref").substring("#/components/parameters/".length());
            assertEquals(name, known.getJsonObject(name).getString("name"));
        }
    }

    @Test
    void itIsServedBesideHealthOnVirtualThreads() throws IOException, InterruptedException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var routes = new AuditRoutes(records(() -> SqliteStore.read(data)), CLOCK, 2);
        var health = new HealthVerticle(new Vitals(new Tally()), "127.0.0.1", free).also(routes::mount);
        vertx.deployVerticle(health, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();

        assertEquals(200, get(free, "/healthz").statusCode());
        assertEquals(
                4,
                get(free, "/audit/questions/gaps?asOf=2026-10-02T17:00:00Z")
                        .body()
                        .lines()
                        .count());
    }

    @Test
    void theCatalogueHasEveryQuestion() throws IOException, InterruptedException {
        var catalogue = new JsonArray(get("/audit/questions").body());

        assertEquals(Questions.all().size(), catalogue.size());
    }

    @Test
    void everyQuestionIsAnsweredAsAPersonAnsweredItInEachForm() throws IOException, InterruptedException {
        for (var answer : Answers.all()) {
            var path = "/audit/questions/" + answer.question() + "?asOf=" + answer.asOf() + "&format=";
            assertEquals(answer.csv(), get(path + "csv").body(), path);
            assertEquals(
                    answer.rows(),
                    get(path + "json")
                            .body()
                            .lines()
                            .map(JsonObject::new)
                            .map(JsonObject::getMap)
                            .toList(),
                    path);
        }
    }

    @Test
    void parametersNarrowTheAnswer() throws IOException, InterruptedException {
        var answer = get("/audit/questions/digest-at?asOf=2026-10-01T09:00:00Z&image=debian:12");
        assertEquals(Story.A.toString(), new JsonObject(answer.body()).getString("digest"));
        assertEquals("", get("/audit/questions/digest-at?image=alpine:3.20").body());
        assertEquals(
                "",
                get("/audit/questions/bypasses?source=" + URLEncoder.encode("a b", StandardCharsets.UTF_8))
                        .body());
        var csv = get("/audit/questions/gaps?format=csv");
        assertEquals(
                "text/csv; charset=utf-8; header=present",
                csv.headers().firstValue("content-type").orElse(""));
        assertTrue(csv.body().startsWith("kind,from,to,subject,reason,entry\r\n"), csv.body());
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws IOException, InterruptedException {
        for (var query : new String[] {
            "asOf=yesterday",
            "image=x%20y",
            "digest=7",
            "days=-1",
            "days=9999999999",
            "format=xml",
            "who=me",
            "days=1&days=2",
            "cve=" + "x".repeat(1_001)
        }) {
            var answer = get("/audit/questions/inventory?" + query);
            assertEquals(400, answer.statusCode(), query);
            assertTrue(new JsonObject(answer.body()).containsKey("error"), query);
        }
        assertEquals(404, get("/audit/questions/nonsense").statusCode());
    }

    @Test
    void anOpenQuestionSaysWhatItWaitsFor() throws IOException, InterruptedException {
        for (var question : Questions.all()) {
            if (question instanceof Question.Open open) {
                var answer = get("/audit/questions/" + open.name());
                assertEquals(501, answer.statusCode());
                assertTrue(answer.body().contains(open.waitsFor()), answer.body());
            }
        }
    }

    @Test
    void whileOthersAskOneIsToldToComeBack() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var busy = serve(() -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SqliteStore.read(data);
        });
        var first = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + busy + "/audit/questions/gaps"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        asked.await();
        var refused = get(busy, "/audit/questions/gaps");
        assertEquals(503, refused.statusCode());
        assertEquals("10", refused.headers().firstValue("retry-after").orElse(""));
        go.countDown();
        assertEquals(200, first.join().statusCode());
        assertEquals(200, get(busy, "/audit/questions").statusCode());
    }

    @Test
    void aLedgerThatCannotBeReadIsAnError() throws IOException, InterruptedException {
        var broken = serve(() -> {
            throw new JournalException("no such ledger");
        });

        assertEquals(500, get(broken, "/audit/questions/gaps").statusCode());
    }

    @Test
    void anAnswerThatFailsForWantOfMemoryIsAnError() throws IOException, InterruptedException {
        var broken = serve(() -> {
            throw new OutOfMemoryError("as if");
        });

        assertEquals(500, get(broken, "/audit/questions/gaps").statusCode());
    }

    @Test
    void theSampleIsTheOneOfTheSeed() throws IOException, InterruptedException {
        var answer = get("/audit/sample?seed=2026-Q4&count=3&type=digest.observed&from=2026-10-01T09:00:00Z");
        assertEquals(200, answer.statusCode());
        var entries = answer.body().lines().map(JsonObject::new).toList();

        assertEquals(2, entries.size());
        for (var entry : entries) {
            assertEquals("digest.observed", entry.getJsonObject("entry").getString("type"));
        }
        assertEquals(3, get("/audit/sample?seed=2026-Q4&count=3").body().lines().count());
        for (var query :
                List.of("", "?seed=x&count=0", "?seed=x&count=1001", "?seed=x&days=1", "?seed=x&from=yesterday")) {
            assertEquals(400, get("/audit/sample" + query).statusCode(), query);
        }
    }

    @Test
    void aKeptCheckpointIsProvedToBeOfTheBeginning() throws IOException, InterruptedException {
        var kept = checkpoint();
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 5);
            journal.publish();
        }
        var answer = new JsonObject(get(consistency(kept.size(), kept.root())).body());
        var newest = SignedCheckpoint.parse(answer.getString("checkpoint")).checkpoint();
        var hashes = answer.getJsonArray("proof").stream()
                .map(hash -> Hash.parse((String) hash))
                .toList();

        assertEquals(true, answer.getBoolean("consistent"));
        assertEquals(kept.size() + 5, newest.size());
        assertTrue(new ConsistencyProof(kept.size(), newest.size(), hashes).proves(kept.root(), newest.root()));
    }

    @Test
    void aCheckpointOfAnotherLedgerOrOfMoreEntriesIsNot() throws IOException, InterruptedException {
        var kept = checkpoint();
        var other =
                new JsonObject(get(consistency(kept.size() - 1, kept.root())).body());
        var ahead =
                new JsonObject(get(consistency(kept.size() + 1, kept.root())).body());

        assertEquals(false, other.getBoolean("consistent"));
        assertTrue(other.getString("reason").startsWith("tampered: "), other.encode());
        assertEquals(false, ahead.getBoolean("consistent"));
        assertTrue(ahead.getString("reason").startsWith("incomplete: "), ahead.encode());
        for (var query : List.of("", "?size=1", "?size=0&root=" + kept.root(), "?size=1&root=x", "?size=-1&root=x")) {
            assertEquals(400, get("/audit/consistency" + query).statusCode(), query);
        }
    }

    private Checkpoint checkpoint() throws IOException {
        return SignedCheckpoint.parse(Files.readAllBytes(data.resolve("log/checkpoint")))
                .checkpoint();
    }

    private static String consistency(long size, Hash root) {
        return "/audit/consistency?size=" + size + "&root="
                + URLEncoder.encode(root.toString(), StandardCharsets.UTF_8);
    }
}
