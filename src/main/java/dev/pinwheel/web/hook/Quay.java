package dev.pinwheel.web.hook;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Quay's repository notifications. They can have a template of one's own, so that a tag may be missing;
 * and they say neither when nor which.
 *
 * @see <a href="https://docs.quay.io/guides/notifications.html">Quay: repository notifications</a>
 */
public record Quay(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        var repository = scope.repository(body.need("repository"));
        var tags = body.texts("updated_tags");
        var hints = tags.isEmpty()
                ? Stream.of(Moves.ofAny(repository))
                : tags.stream().map(tag -> Moves.of(repository, Optional.of(tag)));
        return Message.of(hints.map(Notice::undated).toList());
    }
}
