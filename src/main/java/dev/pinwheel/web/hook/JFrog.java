package dev.pinwheel.web.hook;

/**
 * JFrog Artifactory's webhooks. A repository is the beginning of an image's path, or of its host's name
 * where the scope begins with it.
 *
 * @see <a href="https://jfrog.com/help/r/jfrog-platform-administration-documentation/event-types">JFrog: event
 *     types</a>
 */
public record JFrog(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        return Message.of(Notice.undated(hint(delivery.json())));
    }

    private Hint hint(Payload body) {
        if (!body.says("docker", "domain") || !body.says("pushed", "event_type")) {
            return new Hint.Nothing("no image was pushed");
        }
        var key = body.need("data", "repo_key");
        var image = body.need("data", "image_name");
        var path = scope.prefix().startsWith(key + ".") ? image : key + "/" + image;
        return Moves.of(scope.repository(path), body.text("data", "tag"));
    }
}
