package dev.pinwheel.registry.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What a token service gave us for a repository, and until when it is good. */
record Token(String value, Instant until) {

    /** The least life that the specification lets a token have, for services that name none. */
    private static final Duration LEAST = Duration.ofSeconds(60);

    private static final Duration MOST = Duration.ofHours(12);

    /** More than servers take in a header, in characters. */
    private static final int LONGEST = 16 * 1024;

    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a token service's answer. The token's life counts from when it is received by our own clock,
     * and ends a tenth earlier than the service says.
     */
    static Token parse(byte[] answer, Instant received) throws Trouble {
        var root = json(answer);
        var value = root.path("token").asText();
        if (value.isEmpty()) {
            value = root.path("access_token").asText();
        }
        if (!SENDABLE.matcher(value).matches()) {
            throw Trouble.malformed("its token service gave no token");
        }
        if (value.length() > LONGEST) {
            throw Trouble.malformed("its token service gave a token of more than " + LONGEST + " characters");
        }
        var seconds = root.path("expires_in").asLong(LEAST.toSeconds());
        var life = Duration.ofSeconds(Math.clamp(seconds, 1, MOST.toSeconds()));
        return new Token(value, received.plus(life.multipliedBy(9).dividedBy(10)));
    }

    private static JsonNode json(byte[] answer) throws Trouble {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            throw Trouble.malformed("its token service gave no JSON");
        } catch (IOException e) {
            throw Trouble.malformed("its token service gave no text");
        }
    }

    @Override
    public String toString() {
        return "Token[•••, until " + until + "]";
    }
}
