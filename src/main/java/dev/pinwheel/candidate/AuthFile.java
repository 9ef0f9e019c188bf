package dev.pinwheel.candidate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;

/** The registries' credentials as programs read them: a docker {@code config.json} that only we may read. */
public final class AuthFile {

    private static final JsonMapper JSON = new JsonMapper();

    private AuthFile() {}

    /** Writes it anew. */
    public static Path write(Path file, Map<RegistryHost, Credentials.Login> logins) throws IOException {
        var root = JSON.createObjectNode();
        var auths = root.putObject("auths");
        logins.forEach((host, login) -> auths.putObject(
                        host.equals(RegistryHost.DOCKER_HUB) ? "https://index.docker.io/v1/" : host.name())
                .put("auth", encoded(login)));
        Files.deleteIfExists(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, JSON.writeValueAsBytes(root));
    }

    private static String encoded(Credentials.Login login) {
        var text = login.username() + ":" + login.password();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
