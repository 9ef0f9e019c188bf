package dev.pinwheel.proposal.github;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Git's own server program behind HTTP: a repository to clone from and to push to. */
final class GitOverHttp {

    private final Path git;
    private final Path repository;

    GitOverHttp(Path git, Path repository) {
        this.git = git;
        this.repository = repository;
    }

    /** Answers a request for {@code path} within the repository, such as {@code /info/refs}. */
    void answer(HttpExchange exchange, String path) throws IOException {
        var program = new ProcessBuilder(git.toString(), "-c", "http.receivepack=true", "http-backend");
        var body = exchange.getRequestBody().readAllBytes();
        var output = Program.run(program, environment(exchange, path, body.length), body)
                .output();
        var text = new String(output, StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        var status = 200;
        for (var line : text.substring(0, end).split("\r\n", -1)) {
            var colon = line.indexOf(": ");
            if (line.startsWith("Status: ")) {
                status = Integer.parseInt(line.substring(8, 11));
            } else {
                exchange.getResponseHeaders().add(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        var content = Arrays.copyOfRange(output, end + 4, output.length);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private Map<String, String> environment(HttpExchange exchange, String path, int length) {
        var headers = exchange.getRequestHeaders();
        var environment = new HashMap<String, String>();
        environment.put("GIT_PROJECT_ROOT", repository.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", "pinwheel");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", path);
        environment.put(
                "QUERY_STRING",
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        environment.put(
                "CONTENT_TYPE",
                Optional.ofNullable(headers.getFirst("Content-Type")).orElse(""));
        environment.put("CONTENT_LENGTH", String.valueOf(length));
        Optional.ofNullable(headers.getFirst("Content-Encoding"))
                .ifPresent(value -> environment.put("HTTP_CONTENT_ENCODING", value));
        Optional.ofNullable(headers.getFirst("Git-Protocol"))
                .ifPresent(value -> environment.put("GIT_PROTOCOL", value));
        return environment;
    }
}
