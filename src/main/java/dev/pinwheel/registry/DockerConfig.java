package dev.pinwheel.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Resolution.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The credentials in a docker {@code config.json}: those of a credential helper where one is named for
 * the registry or for all, those written in the file otherwise. What is wrong with one registry's is no trouble for the
 * others.
 */
public final class DockerConfig implements Keychain {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Map<String, Keychain> written = new HashMap<>();
    private final Map<String, Keychain> helpers = new HashMap<>();
    private final Keychain helperForAll;

    private DockerConfig(Path file, JsonNode root, Function<String, CredentialHelper> named) {
        this.file = file;
        section(root, "auths").forEach(entry -> write(entry.getKey(), entry.getValue()));
        section(root, "credHelpers")
                .forEach(entry -> helpers.put(
                        host(entry.getKey()), helper(entry.getValue().asText(), named)));
        this.helperForAll = helper(root.path("credsStore").asText(), named);
    }

    private static Set<Map.Entry<String, JsonNode>> section(JsonNode root, String key) {
        if (DockerLogin.isNoObject(root.path(key))) {
            throw new IllegalArgumentException("its '" + key + "' is not a JSON object");
        }
        return root.path(key).properties();
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
            var root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            return new DockerConfig(file, root, named);
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

    /** Of two entries for one registry the one that can be read is taken. */
    private void write(String key, JsonNode entry) {
        try {
            DockerLogin.read(key, entry).ifPresent(login -> written.put(host(key), host -> Optional.of(login)));
        } catch (IllegalArgumentException e) {
            written.putIfAbsent(host(key), unreadable(e));
        }
    }

    /** The program of this name; none where the name is empty, which means the file itself. */
    private Keychain helper(String name, Function<String, CredentialHelper> named) {
        try {
            return name.isEmpty() ? Keychain.empty() : asking(named.apply(name));
        } catch (IllegalArgumentException e) {
            return unreadable(e);
        }
    }

    private static Keychain asking(CredentialHelper helper) {
        return host -> helper.credentials(host.equals(RegistryHost.DOCKER_HUB) ? HUB_KEY : host.name());
    }

    private Keychain unreadable(IllegalArgumentException problem) {
        return host -> {
            throw new RegistryException(new Denied("tried to find the credentials of " + host + " in " + file + " but "
                    + problem.getMessage() + "; log in to it again, or take it out of the file"));
        };
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
        var helped = helpers.getOrDefault(host.name(), helperForAll).credentials(host);
        return helped.isPresent()
                ? helped
                : written.getOrDefault(host.name(), Keychain.empty()).credentials(host);
    }
}
