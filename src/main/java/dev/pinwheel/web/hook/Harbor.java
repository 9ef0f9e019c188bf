package dev.pinwheel.web.hook;

import java.util.List;
import java.util.Set;

/**
 * Harbor's webhooks, in its default format and in that of CloudEvents.
 *
 * @see <a href="https://goharbor.io/docs/2.13.0/working-with-projects/project-configuration/configure-webhooks/">
 *     Harbor: webhooks</a>
 */
public record Harbor(Scope scope) implements Sender {

    private static final Set<String> PUSHES = Set.of("PUSH_ARTIFACT", "pushImage", "harbor.artifact.pushed");

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        if (!PUSHES.contains(body.need("type"))) {
            return Message.of(Notice.of(delivery.digest(), new Hint.Nothing("nothing was pushed")));
        }
        return body.has("specversion")
                ? Message.of(notices(body.need("id"), body.at("data")))
                : Message.of(notices(delivery.digest(), body.at("event_data")));
    }

    private List<Notice> notices(String id, Payload event) {
        var repository = scope.repository(event.need("repository", "repo_full_name"));
        return event.items("resources").stream()
                .map(resource -> Notice.of(id, Moves.of(repository, resource.text("tag"))))
                .toList();
    }
}
