package dev.pinwheel.web.hook;

import dev.pinwheel.image.Reference;
import java.util.Base64;

/**
 * Google Artifact Registry's notifications, as Pub/Sub pushes them.
 *
 * @see <a href="https://cloud.google.com/artifact-registry/docs/configure-notifications">Artifact Registry:
 *     notifications</a>
 */
public record ArtifactRegistry() implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var message = delivery.json().at("message");
        var id = message.text("messageId").orElseGet(() -> message.need("message_id"));
        return Message.of(Notice.of(id, hint(Payload.parse(decoded(message.need("data"))))));
    }

    private static byte[] decoded(String data) {
        return Base64.getDecoder().decode(data);
    }

    /** What is inserted under no tag is a manifest of a single platform, or of nobody's interest. */
    private static Hint hint(Payload event) {
        var tag = event.text("tag");
        if (!event.says("INSERT", "action") || tag.isEmpty()) {
            return new Hint.Nothing("no tag was pushed");
        }
        var reference = Reference.parse(tag.get());
        return new Hint.Moved(reference.repository(), reference.tag());
    }
}
