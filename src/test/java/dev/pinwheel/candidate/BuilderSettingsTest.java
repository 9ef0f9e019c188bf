package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void everyReadingOfACredentialIsSecret() throws IOException {
        var auth = Base64.getEncoder().encodeToString("robot:hunter22".getBytes(StandardCharsets.UTF_8));
        var file = Files.writeString(directory.resolve("config.json"), """
                {"auths": {"a.example": {"auth": "%s"}, "b.example": {"identitytoken": "not/base64!"}}}
                """.formatted(auth));

        var secrets = new BuilderSettings(directory, Set.of(), Set.of(), Optional.of(file)).secrets();

        assertEquals("[secret] [secret] [secret] robot", secrets.redact(auth + " hunter22 not/base64! robot"));
    }

    @Test
    void withoutCredentialsThereAreNoSecrets() throws IOException {
        var secrets = new BuilderSettings(directory, Set.of(), Set.of(), Optional.empty()).secrets();

        assertEquals("robot:hunter22", secrets.redact("robot:hunter22"));
    }
}
