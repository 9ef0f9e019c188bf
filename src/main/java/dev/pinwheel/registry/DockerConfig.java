package dev.pinwheel.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Resolution.Denied;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The credentials in a docker {@code config.json}: those of a credential helper where one is named for
 * the registry or for all, those written in the file otherwise.
 */
public final class DockerConfig implements Keychain {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Credentials> written = new HashMap<>();
    private final Map<String, CredentialHelper> helpers = new HashMap<>();
    private final Optional<CredentialHelper> helperForAll;

    private DockerConfig(JsonNode root, Function<String, CredentialHelper> named) {
        root.path("auths").properties().forEach(entry -> read(entry.getKey(), entry.getValue()));
        root.path("credHelpers")
                .properties()
                .forEach(entry -> helpers.put(
                        host(entry.getKey()), named.apply(entry.getValue().asText())));
        this.helperForAll = Optional.of(root.path("credsStore").asText())
                .filter(name -> !name.isEmpty())
                .map(named);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not such a file; the message shows nothing of its secrets
     */
    public static DockerConfig read(Path file) throws IOException {
        return read(file, CredentialHelper::named);
    }

    /** As above, with the credential helpers that the names in the file stand for. */
    static DockerConfig read(Path file, Function<String, CredentialHelper> named) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + " is larger than " + MOST_BYTES + " bytes");
        }
        try {
            return new DockerConfig(JSON.readTree(Files.readAllBytes(file)), named);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException(file + " is not JSON");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The credentials in a file as it is whenever some are wanted: others write it, and those of a cloud
     * are good for some hours only.
     *
     * @throws IllegalArgumentException if it is not such a file now; the message shows nothing of its secrets
     */
    public static Keychain at(Path file) throws IOException {
        read(file);
        return host -> now(file).credentials(host);
    }

    private static DockerConfig now(Path file) throws RegistryException {
        try {
            return read(file);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(new Denied("tried to read a docker configuration but " + e.getMessage()));
        } catch (IOException e) {
            throw new RegistryException(new Denied("tried to read a docker configuration but failed: " + e));
        }
    }

    private void read(String key, JsonNode entry) {
        var identity = entry.path("identitytoken").asText();
        if (!identity.isEmpty()) {
            written.put(host(key), new IdentityToken(identity));
            return;
        }
        var pair = entry.path("auth").asText();
        if (!pair.isEmpty()) {
            written.put(host(key), login(key, pair));
        } else if (entry.path("username").isTextual()) {
            written.put(
                    host(key),
                    new Login(
                            entry.path("username").textValue(),
                            entry.path("password").asText()));
        }
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

    /** The host that a key of the file names, in the form of a host, of an address, or of Docker Hub's old address. */
    private static String host(String key) {
        var bare = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        return switch (bare) {
            case "index.docker.io", "registry-1.docker.io" -> RegistryHost.DOCKER_HUB.name();
            default -> bare;
        };
    }

    @Override
    public Optional<Credentials> credentials(RegistryHost host) throws RegistryException {
        var helper = Optional.ofNullable(helpers.get(host.name())).or(() -> helperForAll);
        if (helper.isPresent()) {
            var helped = helper.get().credentials(host.equals(RegistryHost.DOCKER_HUB) ? HUB_KEY : host.name());
            if (helped.isPresent()) {
                return helped;
            }
        }
        return Optional.ofNullable(written.get(host.name()));
    }
}
