package dev.pinwheel.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFileTest {

    @TempDir
    private Path folder;

    @Test
    void onlyItsOwnerCanReadIt() throws Exception {
        var file = write(new RegistryHost("a.example"));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void eachRegistryHasItsLoginAndDockerHubTheNameThatProgramsKnow() throws Exception {
        var auths = new JsonMapper()
                .readTree(write(RegistryHost.DOCKER_HUB).toFile())
                .path("auths");

        var login = auths.path("https://index.docker.io/v1/").path("auth").asText();
        assertEquals("bot:hush", new String(Base64.getDecoder().decode(login), UTF_8));
    }

    private Path write(RegistryHost host) throws Exception {
        return AuthFile.write(
                folder.resolve("private/registries.json"), Map.of(host, new Credentials.Login("bot", "hush")));
    }
}
