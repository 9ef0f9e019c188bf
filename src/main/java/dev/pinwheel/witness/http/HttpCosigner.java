package dev.pinwheel.witness.http;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.witness.Cosigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A witness by the tlog-witness protocol. Its lines are signed; the size that it says it saw is not, and is believed only
 * where nobody else can have said it.
 *
 * @see <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>
 */
public final class HttpCosigner implements Cosigner {

    /** How long a witness may take to answer; it has to read and write one small file. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private static final int LONGEST_QUOTE = 200;

    private final String name;
    private final CosignerKey key;
    private final URI address;
    private final HttpClient client;
    private final Duration limit;

    /**
     * A witness with this submission prefix.
     *
     * @throws IllegalArgumentException if that is not an HTTP URL
     */
    public HttpCosigner(String name, CosignerKey key, String prefix, HttpClient client) {
        this(name, key, prefix, client, LIMIT);
    }

    /** As above, with the time that the whole answer may take, body included. */
    HttpCosigner(String name, CosignerKey key, String prefix, HttpClient client, Duration limit) {
        this.name = name;
        this.key = key;
        this.client = client;
        this.limit = limit;
        this.address = URI.create(prefix.replaceFirst("/+$", "") + "/add-checkpoint");
        var scheme = address.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme))
                || address.getHost() == null
                || address.getUserInfo() != null) {
            throw new IllegalArgumentException("the URL of the witness " + name
                    + " is not http://host or https://host with a path, and without a password: " + address.getHost());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CosignerKey key() {
        return key;
    }

    @Override
    public boolean isBelieved() {
        return "https".equals(address.getScheme())
                || LOOPBACK.matcher(address.getHost()).matches();
    }

    @Override
    public Answer ask(AddCheckpoint request) {
        try {
            var post = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                    .build();
            var body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), Note.MAX_LENGTH);
            return read(answer(client.sendAsync(post, body)));
        } catch (ExecutionException e) {
            return refused("tried " + address + " but " + e.getCause());
        } catch (IllegalArgumentException e) {
            return refused("tried " + address + " but " + e);
        } catch (TimeoutException e) {
            return refused("tried " + address + " but it did not answer within " + limit.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("interrupted");
        }
    }

    /** The whole answer with its body; the client's own time limit would end with the head. */
    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> sent)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            sent.cancel(true);
        }
    }

    private Answer read(HttpResponse<String> response) {
        var body = response.body();
        return switch (response.statusCode()) {
            case 200 -> new Answer.Lines(body.lines().map(Note.Signature::parse).toList());
            case 409 -> new Answer.Conflict(Long.parseLong(body.strip()));
            default ->
                refused(address + " answered " + response.statusCode() + ": "
                        + body.substring(0, Math.min(body.length(), LONGEST_QUOTE))
                                .strip());
        };
    }

    private static Answer refused(String reason) {
        return new Answer.Refused(reason);
    }
}
