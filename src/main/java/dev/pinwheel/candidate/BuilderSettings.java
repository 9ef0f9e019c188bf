package dev.pinwheel.candidate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.process.Secrets;
import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every program that pulls images is told.
 *
 * @param directory its own directory for images, caches and drafts
 * @param registries the only registries that images may come from
 * @param plainHttp the registries that speak HTTP without TLS
 * @param authFile the registries' credentials, as a docker {@code config.json}
 */
public record BuilderSettings(
        Path directory, Set<RegistryHost> registries, Set<RegistryHost> plainHttp, Optional<Path> authFile) {

    private static final List<String> SECRET_FIELDS = List.of("auth", "password", "identitytoken", "registrytoken");

    public BuilderSettings {
        registries = Set.copyOf(registries);
        plainHttp = Set.copyOf(plainHttp);
    }

    /** The credentials of the authentication file, as they must not be seen. */
    public Secrets secrets() throws IOException {
        if (authFile.isEmpty()) {
            return Secrets.NONE;
        }
        var secrets = new ArrayList<String>();
        for (var entry :
                new ObjectMapper().readTree(Files.readAllBytes(authFile.get())).path("auths")) {
            for (var field : SECRET_FIELDS) {
                secrets.addAll(readings(entry.path(field)));
            }
        }
        return new Secrets(secrets);
    }

    private static List<String> readings(JsonNode value) {
        if (!value.isTextual()) {
            return List.of();
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
            return List.of(value.asText(), decoded, decoded.substring(decoded.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return List.of(value.asText()); // not in base64: the secret itself
        }
    }
}
