package dev.pinwheel.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An entry of {@code auths} in a docker {@code config.json}. */
final class DockerLogin {

    private DockerLogin() {}

    /**
     * The credentials in an entry, if it has any.
     *
     * @param key what they are for
     * @throws IllegalArgumentException if it is malformed; the message shows nothing of its secrets
     */
    static Optional<Credentials> read(String key, JsonNode entry) {
        if (isNoObject(entry)) {
            throw new IllegalArgumentException("the entry '" + key + "' is not a JSON object");
        }
        var identity = entry.path("identitytoken").asText();
        if (!identity.isEmpty()) {
            return Optional.of(new IdentityToken(identity));
        }
        var pair = entry.path("auth").asText();
        if (!pair.isEmpty()) {
            return Optional.of(login(key, pair));
        }
        return Optional.of(entry.path("username"))
                .filter(JsonNode::isTextual)
                .map(user -> new Login(user.textValue(), entry.path("password").asText()));
    }

    private static Login login(String key, String base64) {
        var pair = decoded(key, base64).split(":", 2);
        if (pair.length < 2 || pair[0].isEmpty()) {
            throw new IllegalArgumentException("the auth of '" + key + "' is not user:password");
        }
        return new Login(pair[0], pair[1]);
    }

    private static String decoded(String key, String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the auth of '" + key + "' is not Base64");
        }
    }

    /** Whether something is there that should be an object and is none. */
    static boolean isNoObject(JsonNode node) {
        return !node.isObject() && !node.isMissingNode() && !node.isNull();
    }
}
