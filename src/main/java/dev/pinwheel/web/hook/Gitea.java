package dev.pinwheel.web.hook;

import java.util.Locale;

/**
 * Gitea's and Forgejo's webhooks: of packages that are images, and of pushed commits. They sign the body
 * and say nothing of a package's time that a second push of the same tag would change.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea: webhooks</a>
 */
public record Gitea(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var event = delivery.header("X-Gitea-Event")
                .or(() -> delivery.header("X-Forgejo-Event"))
                .orElseThrow(() -> new IllegalArgumentException("there is no header X-Gitea-Event"));
        var body = delivery.json();
        return Message.of(
                switch (event) {
                    case "package" -> Notice.undated(image(body));
                    case "push" -> Notice.of(delivery.digest(), GitPush.hint(body));
                    default -> Notice.undated(new Hint.Nothing("no look depends on this event"));
                });
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
