package dev.pinwheel.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Resolution.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {

    private static final String PAIR = "cm9ib3Q6Y29ycmVjdDpob3JzZQ==";
    private static final Optional<Credentials> ROBOT = Optional.of(new Login("robot", "correct:horse"));

    @TempDir
    private Path directory;

    private DockerConfig read(String json) throws IOException {
        return DockerConfig.read(Files.writeString(directory.resolve("config.json"), json));
    }

    private static Optional<Credentials> of(DockerConfig config, String host) throws RegistryException {
        return config.credentials(new RegistryHost(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example:5000",
                "https://registry.example:5000",
                "http://registry.example:5000/",
                "https://registry.example:5000/v2/"
            })
    void readsWhatIsWrittenForAHost(String key) throws IOException {
        var config = read("{\"auths\":{\"" + key + "\":{\"auth\":\"" + PAIR + "\"}}}");

        assertEquals(ROBOT, of(config, "registry.example:5000"));
        assertEquals(Optional.empty(), of(config, "registry.example"));
        assertEquals(Optional.empty(), of(config, "docker.io"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "registry-1.docker.io"})
    void knowsDockerHubsNames(String key) throws IOException {
        assertEquals(ROBOT, of(read("{\"auths\":{\"" + key + "\":{\"auth\":\"" + PAIR + "\"}}}"), "docker.io"));
    }

    @Test
    void readsTheFileAsItIsWhenCredentialsAreWanted() throws IOException {
        read("{}");
        var file = directory.resolve("config.json");
        var keychain = DockerConfig.at(file);
        var host = new RegistryHost("registry.example");
        assertEquals(Optional.empty(), keychain.credentials(host));

        read("{\"auths\":{\"registry.example\":{\"auth\":\"" + PAIR + "\"}}}");
        assertEquals(ROBOT, keychain.credentials(host));

        Files.writeString(file, "{\"auths\":");
        var thrown = assertThrows(RegistryException.class, () -> keychain.credentials(host));
        assertEquals("tried to read a docker configuration but " + file + " is not JSON", thrown.getMessage());
    }

    @Test
    void readsAnIdentityToken() throws IOException {
        var config = read("{\"auths\":{\"registry.example\":{\"auth\":\"" + PAIR + "\",\"identitytoken\":\"t\"}}}");

        assertEquals(Optional.of(new IdentityToken("t")), of(config, "registry.example"));
    }

    @Test
    void readsAUserNameAndAPassword() throws IOException {
        var config = read("{\"auths\":{\"registry.example\":{\"username\":\"robot\",\"password\":\"correct:horse\"}}}");

        assertEquals(ROBOT, of(config, "registry.example"));
    }

    @Test
    void givesNothingOfANamespaceToTheWholeHost() throws IOException {
        var config = read("{\"auths\":{\"registry.example/team\":{\"auth\":\"" + PAIR + "\"}}}");

        assertEquals(Optional.empty(), of(config, "registry.example"));
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws IOException {
        var config = read("{\"HttpHeaders\":{},\"auths\":{\"registry.example\":{}},\"psFormat\":\"table\"}");

        assertEquals(Optional.empty(), of(config, "registry.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"correct-horse\"",
                "{\"auths\":correct-horse}",
                "{\"auths\":\"correct-horse\"}",
                "{\"credHelpers\":[\"correct-horse\"]}"
            })
    void refusesWhatIsMalformedWithoutShowingIt(String json) {
        var refusal = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(json)).getMessage());

        assertTrue(refusal.contains("config.json"), refusal);
        assertFalse(refusal.contains("correct-horse"), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"auth\":\"correct-horse\"",
                "\"auth\":\"Y29ycmVjdC1ob3JzZQ==\"",
                "\"auth\":\"Og==\"",
                "\"username\":\"\",\"password\":\"correct-horse\"",
                "\"username\":\"correct:horse\",\"password\":\"correct-horse\""
            })
    void saysOfOneRegistryOnlyThatItsEntryIsMalformed(String entry) throws IOException {
        var config = read("{\"auths\":{\"old.example\":{" + entry + "},\"registry.example\":{\"auth\":\"" + PAIR
                + "\"}},\"credHelpers\":{\"cloud.example\":\"not-installed\"}}");

        assertEquals(ROBOT, of(config, "registry.example"));
        assertEquals(Optional.empty(), of(config, "another.example"));
        var refusal = denied(config, "old.example");
        assertTrue(refusal.contains("config.json") && refusal.contains("old.example"), refusal);
        assertFalse(refusal.contains("correct"), refusal);
    }

    @Test
    void saysOfOneRegistryOnlyThatItsEntryIsNone() throws IOException {
        var config = read("{\"auths\":{\"old.example\":5,\"registry.example\":null}}");

        assertEquals(Optional.empty(), of(config, "registry.example"));
        assertTrue(denied(config, "old.example").contains("not a JSON object"));
    }

    @Test
    void saysOfOneRegistryOnlyThatItsHelperCannotBeOne() throws IOException {
        var config = read("{\"credHelpers\":{\"old.example\":\"../../bin/sh\"}}");

        assertEquals(Optional.empty(), of(config, "registry.example"));
        assertTrue(denied(config, "old.example").contains("'../../bin/sh'"));
    }

    @Test
    void saysOfThoseThatNeedItThatAStoreCannotBeOne() throws IOException {
        var config = read("{\"credsStore\":\"../../bin/sh\",\"credHelpers\":{\"registry.example\":\"\"},"
                + "\"auths\":{\"registry.example\":{\"auth\":\"" + PAIR + "\"}}}");

        assertTrue(denied(config, "old.example").contains("'../../bin/sh'"));
        assertEquals(ROBOT, of(config, "registry.example"), "an empty name means the file, to docker, too");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"docker.io\":{\"auth\":\"Og==\"},\"https://index.docker.io/v1/\":{\"auth\":\"" + PAIR + "\"}",
                "\"https://index.docker.io/v1/\":{\"auth\":\"" + PAIR + "\"},\"docker.io\":{\"auth\":\"Og==\"}"
            })
    void takesTheEntryThatCanBeReadOfTwoForOneRegistry(String entries) throws IOException {
        assertEquals(ROBOT, of(read("{\"auths\":{" + entries + "}}"), "docker.io"));
    }

    private static String denied(DockerConfig config, String host) {
        var thrown = assertThrows(RegistryException.class, () -> of(config, host));
        return assertInstanceOf(Denied.class, thrown.failure()).reason();
    }

    @Test
    void saysThatAHelperIsMissing() throws IOException {
        var config = read("{\"credHelpers\":{\"registry.example\":\"not-installed\"}}");

        var thrown = assertThrows(RegistryException.class, () -> of(config, "registry.example"));

        assertTrue(thrown.getMessage().contains("docker-credential-not-installed"), thrown.getMessage());
        assertEquals(Optional.empty(), of(config, "another.example"));
    }
}
