package dev.pinwheel.web.hook;

import dev.pinwheel.image.Reference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The form for everybody else, docs/hooks.md: an {@code id} and a time {@code at}, and either an {@code
 * image} with or without its tag, or a git {@code repository} by its URL.
 */
public record Generic(Clock clock) implements Sender {

    private static final Duration FRESH = Duration.ofMinutes(5);

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        fresh(body.need("at"));
        return Message.of(Notice.of(body.need("id"), hint(body)));
    }

    private void fresh(String at) {
        try {
            var off = Duration.between(Instant.parse(at), clock.instant()).abs();
            if (off.compareTo(FRESH) > 0) {
                throw new IllegalArgumentException(
                        "its time is " + off.toSeconds() + " seconds from ours; send it anew, or set the clocks right");
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the body's 'at' is no time such as 2026-11-22T10:30:00Z", e);
        }
    }

    private static Hint hint(Payload body) {
        if (body.has("image") == body.has("repository")) {
            throw new IllegalArgumentException("the body must have either 'image' or 'repository'");
        }
        if (body.has("repository")) {
            return new Hint.Changed(body.need("repository"), "asked");
        }
        var reference = Reference.parse(body.need("image"));
        if (reference.digest().isPresent()) {
            throw new IllegalArgumentException("an image's tag can be looked at, not its digest");
        }
        return new Hint.Moved(reference.repository(), reference.tag());
    }
}
