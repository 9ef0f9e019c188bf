package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Contents;
import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.journal.Entries;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * {@code GET /audit/questions/NAME}: the questions over HTTP. An answer is read from the ledger as it is sent, on a
 * thread of its own, and only a few at a time.
 */
public final class AuditRoutes {

    static final String QUESTIONS = "/audit/questions/";
    static final String CATALOGUE = "/audit/questions";
    static final String DOCUMENT = "/audit/openapi.json";

    private final Supplier<Entries> ledger;
    private final Contents evidence;
    private final Clock clock;
    private final Semaphore free;

    /**
     * Answers from this ledger.
     *
     * @param ledger opens the entries anew for each answer, which closes them
     * @param atOnce how many answers are given at a time
     */
    public AuditRoutes(Supplier<Entries> ledger, Contents evidence, Clock clock, int atOnce) {
        this.ledger = ledger;
        this.evidence = evidence;
        this.clock = clock;
        this.free = new Semaphore(atOnce);
    }

    /** Adds the addresses to a router. */
    public void mount(Router router) {
        router.get(DOCUMENT).handler(request -> request.json(OpenApi.document()));
        router.get(CATALOGUE).handler(request -> request.json(catalogue()));
        for (var question : Questions.all()) {
            router.get(path(question)).handler(request -> serve(question, request));
        }
    }

    static String path(Question question) {
        return QUESTIONS + question.name();
    }

    private static JsonArray catalogue() {
        var catalogue = new JsonArray();
        Questions.all().forEach(question -> catalogue.add(entry(question)));
        return catalogue;
    }

    private static JsonObject entry(Question question) {
        var entry = new JsonObject()
                .put("number", question.number())
                .put("name", question.name())
                .put("asks", question.asks());
        return switch (question) {
            case Question.Answered answered -> entry.put("path", path(question)).put("without", answered.without());
            case Question.Elsewhere elsewhere -> entry.put("command", elsewhere.command());
            case Question.Open open -> entry.put("waitsFor", open.waitsFor());
        };
    }

    private void serve(Question question, RoutingContext request) {
        switch (question) {
            case Question.Answered answered -> answer(answered, request);
            case Question.Elsewhere elsewhere -> refuse(request, 501, "ask " + elsewhere.command());
            case Question.Open open ->
                refuse(request, 501, "no recorded fact answers it yet; it waits for " + open.waitsFor());
        }
    }

    private void answer(Question.Answered question, RoutingContext request) {
        AskedOverHttp asked;
        try {
            asked = AskedOverHttp.read(query(request));
        } catch (IllegalArgumentException e) {
            refuse(request, 400, String.valueOf(e.getMessage()));
            return;
        }
        if (!free.tryAcquire()) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "10");
            refuse(request, 503, "others are asking; ask again later");
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, asked.rendering().mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        Thread.ofVirtual().name("audit-" + question.name()).start(() -> send(question, asked, request));
    }

    private void send(Question.Answered question, AskedOverHttp asked, RoutingContext request) {
        var body = new SlowBody(request.response());
        try {
            read(question, asked, body);
            body.end();
        } catch (RuntimeException e) {
            body.fail();
            throw e;
        }
    }

    /** Lets the next one ask before the last of this answer is sent. */
    private void read(Question.Answered question, AskedOverHttp asked, SlowBody body) {
        try (var entries = ledger.get()) {
            var columns = question.columns();
            body.write(asked.rendering().head(columns));
            var from = new Questions.Sources(entries, new Reports(evidence), clock.instant());
            Questions.ask(
                    question,
                    asked.asked(),
                    from,
                    cells -> body.write(asked.rendering().row(columns, cells)));
        } finally {
            free.release();
        }
    }

    private static Map<String, List<String>> query(RoutingContext request) {
        var query = new HashMap<String, List<String>>();
        request.queryParams().forEach((name, value) -> query.computeIfAbsent(name, key -> new ArrayList<>())
                .add(value));
        return query;
    }

    private static void refuse(RoutingContext request, int status, String reason) {
        request.response().setStatusCode(status);
        request.json(new JsonObject().put("error", reason));
    }
}
