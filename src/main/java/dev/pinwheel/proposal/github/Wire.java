package dev.pinwheel.proposal.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/** HTTP to GitHub: each exchange has a limit in time and in size, goes to one host, and is sent once. */
final class Wire implements GitHubConnector, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration EXCHANGE = Duration.ofSeconds(60);
    private static final long LARGEST = 32L << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        var address = URI.create(request.url().toString());
        var draft = HttpRequest.newBuilder(address);
        request.allHeaders().forEach((name, values) -> values.forEach(value -> draft.header(name, value)));
        var body = request.hasBody() ? request.body().readAllBytes() : new byte[0];
        draft.method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        return new Answer(request, exchange(draft.build()));
    }

    /** Sends a PATCH of JSON. */
    void patch(URI address, String json, String token) throws IOException {
        var answer = exchange(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/vnd.github+json")
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
                .build());
        if (answer.statusCode() != 200) {
            throw new NoAnswer("PATCH " + address + " was answered " + answer.statusCode() + ": "
                    + Failure.message(new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }

    /** What goes wrong is no SocketException, which would make kohsuke send a request again that may be done. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        var what = request.method() + " " + request.uri();
        try {
            var got = answer.get(EXCHANGE.toSeconds(), TimeUnit.SECONDS);
            if (got.statusCode() / 100 == 3 && got.statusCode() != 304) {
                throw new NoAnswer(what + " was answered " + got.statusCode()
                        + "; if the repository was renamed, configure its new name");
            }
            return got;
        } catch (ExecutionException e) {
            throw new NoAnswer(what + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NoAnswer(what + " was not answered in " + EXCHANGE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer(what + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** An answer as kohsuke wants it. */
    private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {

        private final byte[] body;

        Answer(GitHubConnectorRequest request, HttpResponse<byte[]> answer) {
            super(request, answer.statusCode(), answer.headers().map());
            this.body = answer.body();
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
