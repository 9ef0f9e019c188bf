package dev.pinwheel.web.hook;

/**
 * The webhooks of an Azure container registry itself.
 *
 * @see <a href="https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference">
 *     Azure Container Registry: webhook reference</a>
 */
public record Acr(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        return Message.of(Notice.of(body.need("id"), hint(body)));
    }

    private Hint hint(Payload body) {
        if (!body.says("push", "action")) {
            return new Hint.Nothing("nothing was pushed");
        }
        return Moves.of(scope.repository(body.need("target", "repository")), body.text("target", "tag"));
    }
}
