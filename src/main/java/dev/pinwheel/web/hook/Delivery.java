package dev.pinwheel.web.hook;

import dev.pinwheel.image.Digest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it was received. */
public final class Delivery {

    private final Map<String, String> headers = new TreeMap<>();
    private final Optional<String> pathSecret;
    private final byte[] body;

    /**
     * A request to a hook.
     *
     * @param headers by their names, in any case
     * @param pathSecret what the path has after the hook's name
     */
    public Delivery(Map<String, String> headers, Optional<String> pathSecret, byte[] body) {
        headers.forEach((name, value) -> this.headers.put(name.toLowerCase(Locale.ROOT), value));
        this.pathSecret = pathSecret;
        this.body = body.clone();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<String> pathSecret() {
        return pathSecret;
    }

    /** The same with another body. */
    Delivery with(byte[] other) {
        return new Delivery(headers, pathSecret, other);
    }

    byte[] body() {
        return body.clone();
    }

    /** Tells this body from every other. */
    String digest() {
        return Digest.of(body).toString();
    }

    /** Whether the body says of itself that it is JSON, as it is. */
    boolean isJson() {
        var type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        var essence = type.split(";", 2)[0].strip();
        return (essence.equals("application/json") || essence.matches("application/[a-z0-9.!#$&^_-]+\\+json"))
                && header("Content-Encoding").map("identity"::equalsIgnoreCase).orElse(true);
    }

    /**
     * The body as JSON.
     *
     * @throws IllegalArgumentException if it is not, or deeper or larger than any sender's
     */
    Payload json() {
        return Payload.parse(body);
    }

    /** What may be printed of it: nothing of a stranger's text, and no secret. */
    @Override
    public String toString() {
        return body.length + " bytes, " + digest();
    }
}
