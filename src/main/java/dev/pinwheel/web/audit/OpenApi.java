package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Rendering;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The description of the questions' addresses, made from the catalogue.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
final class OpenApi {

    private static final Set<String> NEEDED = Set.of("seed", "size", "root");
    private static final Set<String> NUMBERS = Set.of("days", "count", "size");

    private OpenApi() {}

    static JsonObject document() {
        var paths = new JsonObject()
                .put(AuditRoutes.CATALOGUE, get("catalogue", "All questions", new JsonArray(), catalogueResponses()))
                .put(
                        AuditRoutes.DOCUMENT,
                        get("openapi", "This document", new JsonArray(), ok("application/json", "object")));
        Questions.answered().forEach(question -> paths.put(AuditRoutes.path(question), path(question)));
        paths.put(
                SampleOverHttp.PATH,
                get(
                        "sample",
                        "The entries that the auditor's seed chooses",
                        references(SampleOverHttp.PARAMETERS),
                        refusable(ok(SampleOverHttp.MEDIA_TYPE, "object"))));
        paths.put(
                Consistency.PATH,
                get(
                        "consistency",
                        "Whether the ledger grew out of a checkpoint that was kept, and the proof (RFC 9162)",
                        references(Consistency.PARAMETERS),
                        refusable(ok("application/json", "object"))));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Pinwheel: the auditors' questions")
                                .put("version", "1"))
                .put("paths", paths)
                .put("components", new JsonObject().put("parameters", parameters()));
    }

    private static JsonObject path(Question.Answered question) {
        return get(question.name(), question.asks(), references(AskedOverHttp.PARAMETERS), responses(question));
    }

    private static JsonArray references(Map<String, String> known) {
        var parameters = new JsonArray();
        known.keySet().stream()
                .sorted()
                .forEach(name -> parameters.add(new JsonObject().put("$ref", "#/components/parameters/" + name)));
        return parameters;
    }

    private static JsonObject get(String id, String summary, JsonArray parameters, JsonObject responses) {
        return new JsonObject()
                .put(
                        "get",
                        new JsonObject()
                                .put("operationId", id)
                                .put("summary", summary)
                                .put("parameters", parameters)
                                .put("responses", responses));
    }

    private static JsonObject catalogueResponses() {
        return ok("application/json", "array");
    }

    private static JsonObject ok(String mediaType, String type) {
        var schema = new JsonObject().put("schema", new JsonObject().put("type", type));
        return new JsonObject()
                .put("200", described("It is here").put("content", new JsonObject().put(mediaType, schema)));
    }

    private static JsonObject responses(Question.Answered question) {
        var row = new JsonObject();
        question.columns().forEach(column -> row.put(column, new JsonObject().put("type", "string")));
        var schema = new JsonObject()
                .put("type", "object")
                .put("properties", row)
                .put("additionalProperties", false)
                .put("description", "One line; a column without a value is left out");
        var content = new JsonObject()
                .put(Rendering.JSON.mediaType(), new JsonObject().put("schema", schema))
                .put("text/csv", new JsonObject().put("schema", new JsonObject().put("type", "string")))
                .put("text/plain", new JsonObject().put("schema", new JsonObject().put("type", "string")));
        var without = question.without().isEmpty() ? "" : "; not answered yet: " + question.without();
        return refusable(
                new JsonObject().put("200", described("The answer" + without).put("content", content)));
    }

    private static JsonObject refusable(JsonObject responses) {
        return responses
                .put("400", described("A parameter was not understood"))
                .put("503", described("Others are asking; ask again later"));
    }

    private static JsonObject described(String text) {
        return new JsonObject().put("description", text);
    }

    private static JsonObject parameters() {
        var parameters = new JsonObject();
        Stream.of(AskedOverHttp.PARAMETERS, SampleOverHttp.PARAMETERS, Consistency.PARAMETERS)
                .forEach(known -> known.forEach((name, meaning) -> parameters.put(name, parameter(name, meaning))));
        return parameters;
    }

    private static JsonObject parameter(String name, String meaning) {
        return new JsonObject()
                .put("name", name)
                .put("in", "query")
                .put("required", NEEDED.contains(name))
                .put("description", meaning)
                .put("schema", new JsonObject().put("type", NUMBERS.contains(name) ? "integer" : "string"));
    }
}
