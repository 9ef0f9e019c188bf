package dev.pinwheel.web.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Messages as senders write them, and what they are read as. */
final class Golden {

    private Golden() {}

    static byte[] bytes(String name) {
        try (var file = Golden.class.getResourceAsStream(name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Delivery delivery(String name) {
        return delivery(bytes(name), Map.of());
    }

    static Delivery delivery(String name, Map<String, String> headers) {
        return delivery(bytes(name), headers);
    }

    static Delivery delivery(byte[] body, Map<String, String> headers) {
        return new Delivery(headers, Optional.empty(), body);
    }

    static Delivery text(String body) {
        return delivery(body.getBytes(UTF_8), Map.of());
    }

    static List<Notice> notices(Message message) {
        return switch (message) {
            case Message.Notices(var notices) -> notices;
            case Message.Handshake(var code) -> throw new AssertionError("a handshake with " + code);
        };
    }

    static List<Hint> hints(Message message) {
        return notices(message).stream().map(Notice::hint).toList();
    }

    /** The hint that an image, by its full name, has moved. */
    static Hint moved(String image) {
        var reference = Reference.parse(image);
        return new Hint.Moved(reference.repository(), reference.tag());
    }
}
