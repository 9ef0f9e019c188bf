package dev.pinwheel.web.hook;

import java.util.List;

/**
 * Azure Event Grid's events of a container registry, in its own schema and in that of CloudEvents, with the
 * question whether we want them.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-container-registry">Event Grid: schema</a>
 */
public record EventGrid(Scope scope) implements Sender {

    private static final String PUSHED = "Microsoft.ContainerRegistry.ImagePushed";
    private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        var events = body.isArray() ? body.items() : List.of(body);
        for (var event : events) {
            if (type(event).equals(VALIDATION)) {
                return new Message.Handshake(event.need("data", "validationCode"));
            }
        }
        return Message.of(events.stream().map(this::notice).toList());
    }

    private static String type(Payload event) {
        return event.text("eventType").orElseGet(() -> event.need("type"));
    }

    private Notice notice(Payload event) {
        return Notice.oneOf(event.need("id"), () -> hint(event));
    }

    private Hint hint(Payload event) {
        if (!type(event).equals(PUSHED)) {
            return new Hint.Nothing("no image was pushed");
        }
        var target = event.at("data", "target");
        return Moves.of(scope.repository(target.need("repository")), target.text("tag"));
    }
}
