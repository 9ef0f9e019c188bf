package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a witness over HTTP as any log would. */
final class Asking implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    Asking(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/add-checkpoint");
    }

    HttpResponse<String> ask(AddCheckpoint request) throws IOException, InterruptedException {
        return ask(request.toString());
    }

    HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return client.send(post(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
