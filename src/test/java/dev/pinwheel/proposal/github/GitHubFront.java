package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends each request where it is known: to git, to the repository's data, or to the emulator. */
final class GitHubFront implements HttpHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String token;
    private final GitOverHttp git;
    private final GitData data;
    private final Emulate emulate;
    private final Faults faults = new Faults();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** The front of the repository of this name, for who has this token or one of an App. */
    GitHubFront(String name, String token, GitOverHttp git, GitData data, Emulate emulate) {
        this.name = name;
        this.token = token;
        this.git = git;
        this.data = data;
        this.emulate = emulate;
    }

    Faults faults() {
        return faults;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        var loss = faults.at(exchange);
        if (loss == Faults.Loss.REQUEST) {
            exchange.close();
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var prefix = "/" + name + ".git";
        if (path.startsWith(prefix + "/")) {
            git(exchange, path.substring(prefix.length()));
            return;
        }
        var body = exchange.getRequestBody().readAllBytes();
        var answer = answer(exchange, body);
        if (loss == Faults.Loss.ANSWER) {
            exchange.close();
        } else {
            reply(exchange, answer);
        }
    }

    private void git(HttpExchange exchange, String path) throws IOException {
        var given = authorization(exchange);
        var login = given.startsWith("Basic ") ? new String(Base64.getDecoder().decode(given.substring(6)), UTF_8) : "";
        var bearer = "Bearer " + login.substring(login.indexOf(':') + 1);
        if (isKnown(bearer) && maySee(bearer)) {
            git.answer(exchange, path);
            return;
        }
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"GitHub\"");
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
    }

    private GitData.Answer answer(HttpExchange exchange, byte[] body) throws IOException {
        var authorization = authorization(exchange);
        if (!isKnown(authorization)) {
            return GitData.Answer.failed(401, "Bad credentials");
        }
        var path = Pattern.compile("/repos/" + name + "(/.*)")
                .matcher(exchange.getRequestURI().getPath());
        if (path.matches()) {
            var own = own(exchange.getRequestMethod(), path.group(1), body, authorization);
            if (own.isPresent()) {
                return own.get();
            }
        }
        return emulated(exchange, body, authorization);
    }

    private static String authorization(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
    }

    private boolean isKnown(String authorization) {
        var given = authorization.replaceFirst("^(?i:Bearer|token) ", "");
        return given.equals(token) || given.startsWith("ghs_") || given.startsWith("eyJ");
    }

    /** What the emulator cannot know; it says who may see the repository. */
    private Optional<GitData.Answer> own(String method, String path, byte[] body, String authorization)
            throws IOException {
        var asked = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        if (method.equals("POST") && path.equals("/pulls")) {
            return refused(asked, authorization);
        }
        var answer = data.answer(method, path, asked);
        return answer.isPresent() && !maySee(authorization)
                ? Optional.of(GitData.Answer.failed(404, "Not Found"))
                : answer;
    }

    private boolean maySee(String authorization) throws IOException {
        return emulate.ask("GET", "/repos/" + name, authorization, new byte[0]).statusCode() == 200;
    }

    /** As GitHub does and the emulator does not: no branch, no pull request; and one for a branch. */
    private Optional<GitData.Answer> refused(JsonNode asked, String authorization) throws IOException {
        var branch = asked.path("head").asText();
        if (data.head(branch).isEmpty()) {
            return Optional.of(GitData.Answer.failed(422, "Validation Failed: head is invalid"));
        }
        var owner = name.substring(0, name.indexOf('/'));
        var path = "/repos/" + name + "/pulls?head=" + owner + ":" + branch;
        var open = emulate.ask("GET", path, authorization, new byte[0]);
        return JSON.readTree(open.body()).isEmpty()
                ? Optional.empty()
                : Optional.of(GitData.Answer.failed(422, "A pull request already exists for " + branch));
    }

    private GitData.Answer emulated(HttpExchange exchange, byte[] body, String authorization) throws IOException {
        var asked = exchange.getRequestURI();
        var query =
                Optional.ofNullable(asked.getRawQuery()).map(text -> "?" + text).orElse("");
        var answer = emulate.ask(exchange.getRequestMethod(), asked.getRawPath() + query, authorization, body);
        var shown = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
        if (asked.getPath().contains("/pulls") && answer.statusCode() < 300) {
            for (var pullRequest : shown.isArray() ? shown : List.of(shown)) {
                showRealCommits(pullRequest);
            }
        }
        return new GitData.Answer(answer.statusCode(), shown);
    }

    /** Puts the commits that are really there into a pull request of the emulator's. */
    void showRealCommits(JsonNode pullRequest) throws IOException {
        for (var end : List.of("head", "base")) {
            if (pullRequest.path(end) instanceof ObjectNode pointer) {
                data.head(pointer.path("ref").asText()).ifPresent(sha -> pointer.put("sha", sha));
            }
        }
    }

    private static void reply(HttpExchange exchange, GitData.Answer answer) throws IOException {
        var bytes = answer.status() == 204 ? new byte[0] : JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
