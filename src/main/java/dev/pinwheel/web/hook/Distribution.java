package dev.pinwheel.web.hook;

/**
 * The notifications of a CNCF distribution registry. The host that its events name is what the pusher
 * called it, so the configured one counts.
 *
 * @see <a href="https://distribution.github.io/distribution/about/notifications/">Distribution: notifications</a>
 */
public record Distribution(Scope scope) implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var events = delivery.json().items("events");
        if (events.isEmpty()) {
            throw new IllegalArgumentException("the body has no events");
        }
        return Message.of(events.stream().map(this::notice).toList());
    }

    private Notice notice(Payload event) {
        return Notice.oneOf(event.need("id"), () -> hint(event));
    }

    private Hint hint(Payload event) {
        if (!event.says("push", "action")) {
            return new Hint.Nothing("nothing was pushed");
        }
        return Moves.of(scope.repository(event.need("target", "repository")), event.text("target", "tag"));
    }
}
