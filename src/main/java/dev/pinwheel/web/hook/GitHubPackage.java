package dev.pinwheel.web.hook;

import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Repository;
import java.util.Locale;
import java.util.Optional;

/**
 * What GitHub says of a published package. Which fields tell an image from other packages, and name it, is not the same
 * in all that it sends; {@code ecosystem} says {@code docker} of npm's packages, too.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#package">GitHub: the event package</a>
 */
record GitHubPackage(Payload published) {

    private static final String CONTAINER = "container";

    /** Manifests of single platforms are published, too, with no tag. */
    Hint hint(Scope scope) {
        if (!isImage()) {
            return new Hint.Nothing("a package that is no image was published");
        }
        var address = address();
        var repository = address.flatMap(Address::repository).orElseGet(() -> named(scope));
        var tag = metadata().has("tag") ? metadata().text("tag", "name") : address.flatMap(Address::tag);
        return Moves.of(repository, tag);
    }

    private boolean isImage() {
        return says("package_type") || says("registry", "type") || metadata().has("tag");
    }

    private boolean says(String... names) {
        return published.text(names).map(CONTAINER::equalsIgnoreCase).orElse(false);
    }

    private Payload metadata() {
        return published.at("package_version", "container_metadata");
    }

    private Repository named(Scope scope) {
        var path = published.need("namespace") + "/" + published.need("name");
        return scope.repository(path.toLowerCase(Locale.ROOT));
    }

    private Optional<Address> address() {
        return published.text("package_version", "package_url").map(Address::parse);
    }

    /** What the image is pulled from: a repository, whose owner GitHub writes in any case, and a tag or none. */
    private record Address(String name, Optional<String> tag) {

        static Address parse(String url) {
            var tagged = url.split("@", 2)[0];
            var colon = tagged.lastIndexOf(':');
            return colon > tagged.lastIndexOf('/')
                    ? new Address(tagged.substring(0, colon), Optional.of(tagged.substring(colon + 1)))
                    : new Address(tagged, Optional.empty());
        }

        Optional<Repository> repository() {
            var lower = name.toLowerCase(Locale.ROOT);
            try {
                return Optional.of(Reference.parse(lower).repository())
                        .filter(repository -> repository.toString().equals(lower));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
