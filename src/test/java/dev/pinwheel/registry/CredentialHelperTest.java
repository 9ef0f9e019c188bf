package dev.pinwheel.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialHelperTest {

    @TempDir
    private Path directory;

    private CredentialHelper helper(String script) throws IOException {
        var file = Files.writeString(directory.resolve("helper"), "#!/bin/sh\nread server\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new CredentialHelper(file.toString());
    }

    @Test
    void givesALoginForTheServer() throws IOException {
        var helper = helper("echo \"{\\\"Username\\\":\\\"$1\\\",\\\"Secret\\\":\\\"for $server\\\"}\"");

        assertEquals(Optional.of(new Login("get", "for registry.example")), helper.credentials("registry.example"));
    }

    @Test
    void givesAnIdentityToken() throws IOException {
        var helper = helper("echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");

        assertEquals(Optional.of(new IdentityToken("t")), helper.credentials("registry.example"));
    }

    @Test
    void givesNothingForAServerThatItDoesNotKnow() throws IOException {
        var helper = helper("echo credentials not found in native keychain; exit 1");

        assertEquals(Optional.empty(), helper.credentials("registry.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 3",
                "echo correct-horse",
                "echo '{\"Username\":\"robot\"}'",
                "echo '{\"Username\":\"\",\"Secret\":\"correct-horse\"}'"
            })
    void saysThatItFailedWithoutShowingWhatItSaid(String script) throws IOException {
        var helper = helper(script);

        var thrown = assertThrows(RegistryException.class, () -> helper.credentials("registry.example"));

        assertFalse(thrown.getMessage().contains("correct-horse"), thrown.getMessage());
    }
}
