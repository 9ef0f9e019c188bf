package dev.pinwheel.web.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a sender is answered.
 *
 * @param status the HTTP status code; 2xx says that what there was to note is in the ledger
 * @param body a JSON object
 */
public record Answer(int status, Map<String, String> headers, String body) {

    private static final int MOST_REASONS = 5;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** So many hints are noted, and the rest is left for these reasons. */
    static Answer noted(int noted, List<String> left) {
        var body = object().put("noted", noted);
        left.stream().distinct().limit(MOST_REASONS).forEach(body.putArray("left")::add);
        return of(noted > 0 ? 202 : 200, body);
    }

    static Answer handshake(String code) {
        return of(200, object().put("validationResponse", code));
    }

    /** We want this origin's events, this many a minute. */
    static Answer allowed(String origin, int perMinute) {
        var headers = Map.of("WebHook-Allowed-Origin", origin, "WebHook-Allowed-Rate", String.valueOf(perMinute));
        return new Answer(200, headers, "{}");
    }

    public static Answer refused(int status, String reason) {
        return of(status, object().put("error", reason));
    }

    /** The sender is to come again after a while. */
    static Answer later(int status, String reason, Duration after) {
        var seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return new Answer(
                status,
                Map.of("Retry-After", String.valueOf(seconds)),
                object().put("error", reason).toString());
    }

    public static Answer unavailable(String reason) {
        return later(503, reason, AFTER_A_FAILURE);
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    private static Answer of(int status, ObjectNode body) {
        return new Answer(status, Map.of(), body.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
