package dev.pinwheel.web.hook;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sonatype Nexus Repository's webhooks of a repository's components and assets.
 *
 * @see <a href="https://help.sonatype.com/en/example-headers-and-payloads.html">Nexus: example headers and
 *     payloads</a>
 */
public record Nexus(Scope scope) implements Sender {

    private static final Set<String> PUSHES = Set.of("CREATED", "UPDATED");
    private static final Pattern MANIFEST = Pattern.compile("/?v2/(?<path>.+)/manifests/(?<tag>[^/]+)");

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        var pushed = body.text("action").filter(PUSHES::contains).isPresent();
        return Message.of(Notice.of(delivery.digest(), pushed ? hint(body) : new Hint.Nothing("nothing was pushed")));
    }

    private Hint hint(Payload body) {
        if (body.says("docker", "component", "format")) {
            var component = body.at("component");
            return Moves.of(scope.repository(component.need("name")), component.text("version"));
        }
        if (body.says("docker", "asset", "format")) {
            var manifest = MANIFEST.matcher(body.need("asset", "name"));
            if (manifest.matches()) {
                return Moves.of(scope.repository(manifest.group("path")), Optional.of(manifest.group("tag")));
            }
        }
        return new Hint.Nothing("no manifest was pushed");
    }
}
