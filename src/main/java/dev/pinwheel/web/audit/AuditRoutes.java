package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Reports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/**
 * {@code GET /audit/questions/NAME}: the questions over HTTP. An answer is read from the ledger as it is sent, on a
 * thread of its own, and only a few at a time.
 */
public final class AuditRoutes {

    static final String QUESTIONS = "/audit/questions/";
    static final String CATALOGUE = "/audit/questions";
    static final String DOCUMENT = "/audit/openapi.json";

    private final Turns turns;
    private final Records records;
    private final Clock clock;

    /**
     * Answers from these records.
     *
     * @param atOnce how many answers are given at a time; who asks for one more is answered 503, with Retry-After
     */
    public AuditRoutes(Records records, Clock clock, int atOnce) {
        this.turns = new Turns(records.ledger(), atOnce);
        this.records = records;
        this.clock = clock;
    }

    /** Adds the addresses to a router. */
    public void mount(Router router) {
        router.get(DOCUMENT).handler(request -> request.json(OpenApi.document()));
        router.get(CATALOGUE).handler(request -> request.json(catalogue()));
        router.get(SampleOverHttp.PATH).handler(this::sample);
        router.get(Consistency.PATH).handler(this::consistency);
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
            case Question.Elsewhere elsewhere ->
                entry.put("path", elsewhere.path()).put("command", elsewhere.command());
            case Question.Open open -> entry.put("waitsFor", open.waitsFor());
        };
    }

    private void serve(Question question, RoutingContext request) {
        switch (question) {
            case Question.Answered answered -> answer(answered, request);
            case Question.Elsewhere elsewhere ->
                Turns.refuse(request, 404, "ask at " + elsewhere.path() + ", or " + elsewhere.command());
            case Question.Open open ->
                Turns.refuse(request, 501, "no recorded fact answers it yet; it waits for " + open.waitsFor());
        }
    }

    private void answer(Question.Answered question, RoutingContext request) {
        understood(request, () -> {
            var asked = AskedOverHttp.read(request.queryParams());
            var form = asked.rendering();
            var columns = question.columns();
            turns.give(request, form.mediaType(), (entries, body) -> {
                body.write(form.head(columns));
                try (var notebook = records.notebooks().get()) {
                    var reports = new Reports(records.evidence(), notebook);
                    var from = new Questions.Sources(entries, reports, clock.instant());
                    Questions.ask(question, asked.asked(), from, cells -> body.write(form.row(columns, cells)));
                }
            });
        });
    }

    private void sample(RoutingContext request) {
        understood(request, () -> {
            var sample = SampleOverHttp.read(request.queryParams());
            turns.give(request, SampleOverHttp.MEDIA_TYPE, sample::write);
        });
    }

    private void consistency(RoutingContext request) {
        understood(request, () -> {
            var kept = Consistency.read(request.queryParams());
            turns.give(
                    request,
                    "application/json",
                    (entries, body) -> body.write(kept.with(entries).encode()));
        });
    }

    private static void understood(RoutingContext request, Runnable answer) {
        try {
            answer.run();
        } catch (IllegalArgumentException e) {
            Turns.refuse(request, 400, String.valueOf(e.getMessage()));
        }
    }
}
