package dev.pinwheel.web.hook;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GitHub's webhooks: of packages, among them the images of its container registry, and of repositories. It signs the
 * body and not the delivery's number in the headers, so that number counts only where the body does not tell two events
 * apart: a tag that is set back and forth.
 *
 * @param scope the container registry, {@code ghcr.io} for github.com
 * @param ours how the branches of our proposals begin; what happens on others is none of our business
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">GitHub: webhook events</a>
 */
public record GitHub(Scope scope, String ours) implements Sender {

    private static final Set<String> IMAGES = Set.of("package", "registry_package");
    private static final Set<String> PROPOSALS = Set.of("closed", "reopened", "synchronize");
    private static final Set<String> GRANTS = Set.of("created", "added", "unsuspend", "new_permissions_accepted");

    @Override
    public Message read(Delivery delivery) {
        var event = delivery.header("X-GitHub-Event")
                .orElseThrow(() -> new IllegalArgumentException("there is no header X-GitHub-Event"));
        var number = delivery.header("X-GitHub-Delivery").filter(any -> IMAGES.contains(event));
        var id = number.orElseGet(delivery::digest);
        var hints = hints(event, delivery.json());
        return Message.of(hints.stream().map(hint -> Notice.of(id, hint)).toList());
    }

    private List<Hint> hints(String event, Payload body) {
        return switch (event) {
            case "package", "registry_package" -> List.of(new GitHubPackage(body.at(event)).hint(scope));
            case "push" -> List.of(GitPush.hint(body));
            case "pull_request" -> List.of(proposal(body, body.text("pull_request", "head", "ref"), PROPOSALS, event));
            case "check_suite" ->
                List.of(proposal(body, body.text("check_suite", "head_branch"), Set.of("completed"), event));
            case "installation" -> granted(body, body.items("repositories"), event);
            case "installation_repositories" -> granted(body, body.items("repositories_added"), event);
            default -> List.of(nothing(event));
        };
    }

    private Hint proposal(Payload body, Optional<String> branch, Set<String> actions, String event) {
        var action = body.text("action").orElse("");
        return branch.filter(name -> name.startsWith(ours)).isPresent() && actions.contains(action)
                ? new Hint.Changed(body.need("repository", "html_url"), event + " " + action)
                : nothing(event + " " + action);
    }

    /** An installation names its repositories without their host, which its own page has. */
    private static List<Hint> granted(Payload body, List<Payload> repositories, String event) {
        var action = body.text("action").orElse("");
        if (!GRANTS.contains(action)) {
            return List.of(nothing(event + " " + action));
        }
        var page = body.need("installation", "html_url");
        var host = page.replaceFirst("(?<=[^:/])/.*$", "");
        return repositories.stream()
                .flatMap(repository -> repository.text("full_name").stream())
                .<Hint>map(name -> new Hint.Changed(host + "/" + name, event + " " + action))
                .toList();
    }

    private static Hint nothing(String event) {
        return new Hint.Nothing("no look depends on " + event.strip());
    }
}
