package dev.pinwheel.web.hook;

import java.util.Locale;
import java.util.Optional;

/**
 * Gitea's and Forgejo's webhooks: of packages that are images, and of pushed commits. They sign the body, in which
 * nothing tells two pushes of a tag apart, and number their deliveries in a header.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea: webhooks</a>
 */
public record Gitea(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var event = header(delivery, "Event")
                .orElseThrow(() -> new IllegalArgumentException("there is no header X-Gitea-Event"));
        return Message.of(new Notice(header(delivery, "Delivery"), hint(event, delivery.json())));
    }

    private static Optional<String> header(Delivery delivery, String name) {
        return delivery.header("X-Gitea-" + name).or(() -> delivery.header("X-Forgejo-" + name));
    }

    private Hint hint(String event, Payload body) {
        return switch (event) {
            case "package" -> image(body);
            case "push" -> GitPush.hint(body);
            default -> new Hint.Nothing("no look depends on this event");
        };
    }

    private Hint image(Payload body) {
        var container = body.says("container", "package", "type");
        if (!container || !body.says("created", "action")) {
            return new Hint.Nothing("no image was pushed");
        }
        var owner = body.text("package", "owner", "login").orElseGet(() -> body.need("package", "owner", "username"));
        var path = owner + "/" + body.need("package", "name");
        return Moves.of(scope.repository(path.toLowerCase(Locale.ROOT)), body.text("package", "version"));
    }
}
