package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GitHub's git-data API in front of a real bare repository, by git's own commands. */
final class GitData {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Path git;
    private final Path repository;
    private final String url;

    /** {@code url} is the repository's in the API. */
    GitData(Path git, Path repository, String url) {
        this.git = git;
        this.repository = repository;
        this.url = url;
    }

    /** An answer in JSON. */
    record Answer(int status, JsonNode body) {

        static Answer failed(int status, String message) {
            return new Answer(status, JSON.objectNode().put("message", message));
        }
    }

    /** The answer to a request for what only git knows; {@code path} is within the repository. */
    Optional<Answer> answer(String method, String path, JsonNode body) throws IOException {
        var rest = path.substring(path.indexOf('/', 1) + 1);
        if (method.equals("GET") && path.startsWith("/branches/")) {
            return Optional.of(branch(rest));
        }
        if (method.equals("GET") && path.startsWith("/commits/")) {
            return Optional.of(commit(rest));
        }
        if (!path.startsWith("/git/")) {
            return Optional.empty();
        }
        var name = rest.substring(rest.indexOf('/') + 1);
        return Optional.of(
                switch (method + " " + rest.replaceFirst("/.*", "")) {
                    case "POST blobs" -> writeBlob(body);
                    case "GET trees" -> tree(name);
                    case "POST trees" -> writeTree(body);
                    case "POST commits" -> writeCommit(body);
                    case "POST refs" -> writeRef(body);
                    case "PATCH refs" -> moveRef(name, body);
                    default -> Answer.failed(404, "Not Found");
                });
    }

    private Answer branch(String name) throws IOException {
        var head = head(name);
        if (head.isEmpty()) {
            return Answer.failed(404, "Branch not found");
        }
        var body = JSON.objectNode().put("name", name).put("protected", false);
        body.set("commit", JSON.objectNode().put("sha", head.get()).put("url", url + "/commits/" + head.get()));
        return new Answer(200, body);
    }

    /** The commit that a branch is at. */
    Optional<String> head(String branch) throws IOException {
        var ended = run(Map.of(), new byte[0], "rev-parse", "--verify", "--quiet", "refs/heads/" + branch);
        return ended.code() == 0 ? Optional.of(text(ended)) : Optional.empty();
    }

    private Answer commit(String name) throws IOException {
        var ended = run(Map.of(), new byte[0], "cat-file", "commit", name);
        if (ended.code() != 0) {
            return Answer.failed(404, "No commit found for SHA: " + name);
        }
        var raw = new String(ended.output(), UTF_8);
        var headers = raw.substring(0, raw.indexOf("\n\n")).lines().toList();
        var parents = JSON.arrayNode();
        var inner = JSON.objectNode().put("message", raw.substring(raw.indexOf("\n\n") + 2));
        for (var header : headers) {
            if (header.startsWith("tree ")) {
                inner.set("tree", JSON.objectNode().put("sha", header.substring(5)));
            } else if (header.startsWith("parent ")) {
                parents.add(JSON.objectNode().put("sha", header.substring(7)));
            }
        }
        var body = JSON.objectNode().put("sha", name).put("url", url + "/commits/" + name);
        body.set("commit", inner);
        body.set("parents", parents);
        return new Answer(200, body);
    }

    private Answer writeBlob(JsonNode body) throws IOException {
        var content = body.path("content").asText();
        var bytes = body.path("encoding").asText().equals("base64")
                ? Base64.getMimeDecoder().decode(content)
                : content.getBytes(UTF_8);
        return created(text(run(Map.of(), bytes, "hash-object", "-w", "--stdin")));
    }

    private Answer tree(String name) throws IOException {
        var ended = run(Map.of(), new byte[0], "ls-tree", "-z", name);
        if (ended.code() != 0) {
            return Answer.failed(404, "Not Found");
        }
        var entries = JSON.arrayNode();
        for (var line : new String(ended.output(), UTF_8).split("\0", -1)) {
            if (!line.isEmpty()) {
                var words = line.substring(0, line.indexOf('\t')).split(" ", -1);
                entries.add(JSON.objectNode()
                        .put("path", line.substring(line.indexOf('\t') + 1))
                        .put("mode", words[0])
                        .put("type", words[1])
                        .put("sha", words[2]));
            }
        }
        var body = JSON.objectNode().put("sha", name).put("truncated", false);
        body.set("tree", entries);
        return new Answer(200, body);
    }

    private Answer writeTree(JsonNode body) throws IOException {
        var index = Files.createTempFile("index", "");
        Files.delete(index);
        var environment = Map.of("GIT_INDEX_FILE", index.toString());
        try {
            if (body.has("base_tree")) {
                run(
                        environment,
                        new byte[0],
                        "read-tree",
                        body.path("base_tree").asText());
            }
            for (var entry : body.path("tree")) {
                var info = entry.path("mode").asText() + "," + entry.path("sha").asText() + ","
                        + entry.path("path").asText();
                run(environment, new byte[0], "update-index", "--add", "--cacheinfo", info);
            }
            return new Answer(
                    201, tree(text(run(environment, new byte[0], "write-tree"))).body());
        } finally {
            Files.deleteIfExists(index);
        }
    }

    /** As on GitHub, who asks is the author where no other is named. */
    private Answer writeCommit(JsonNode body) throws IOException {
        var command = new ArrayList<>(List.of("commit-tree", body.path("tree").asText(), "-F", "-"));
        body.path("parents").forEach(parent -> command.addAll(List.of("-p", parent.asText())));
        var who = Map.of(
                "GIT_AUTHOR_NAME", "pinwheel[bot]",
                "GIT_AUTHOR_EMAIL", "pinwheel@users.example.org",
                "GIT_COMMITTER_NAME", "GitHub",
                "GIT_COMMITTER_EMAIL", "noreply@example.org");
        var message = body.path("message").asText().getBytes(UTF_8);
        var commit = text(run(who, message, command.toArray(String[]::new)));
        var answer = (ObjectNode) commit(commit).body();
        answer.set("tree", answer.path("commit").path("tree"));
        return new Answer(201, answer);
    }

    private Answer writeRef(JsonNode body) throws IOException {
        var ref = body.path("ref").asText();
        var none = "0".repeat(40);
        var ended =
                run(Map.of(), new byte[0], "update-ref", ref, body.path("sha").asText(), none);
        return ended.code() == 0 ? ref(201, ref, body) : Answer.failed(422, "Reference already exists");
    }

    private Answer moveRef(String name, JsonNode body) throws IOException {
        var ref = "refs/" + name;
        if (run(Map.of(), new byte[0], "rev-parse", "--verify", "--quiet", ref).code() != 0) {
            return Answer.failed(422, "Reference does not exist");
        }
        var sha = body.path("sha").asText();
        var forward = run(Map.of(), new byte[0], "merge-base", "--is-ancestor", ref, sha)
                        .code()
                == 0;
        if (!forward && !body.path("force").asBoolean()) {
            return Answer.failed(422, "Update is not a fast forward");
        }
        run(Map.of(), new byte[0], "update-ref", ref, sha);
        return ref(200, ref, body);
    }

    private Answer ref(int status, String ref, JsonNode asked) {
        var body = JSON.objectNode().put("ref", ref).put("url", url + "/git/" + ref);
        var object = JSON.objectNode()
                .put("type", "commit")
                .put("sha", asked.path("sha").asText());
        body.set("object", object);
        return new Answer(status, body);
    }

    private Answer created(String sha) {
        return new Answer(201, JSON.objectNode().put("sha", sha).put("url", url + "/git/" + sha));
    }

    private Program.Ended run(Map<String, String> environment, byte[] input, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(git.toString(), "--git-dir", repository.toString()));
        command.addAll(List.of(arguments));
        return Program.run(new ProcessBuilder(command), environment, input);
    }

    private static String text(Program.Ended ended) {
        return new String(ended.output(), UTF_8).strip();
    }
}
