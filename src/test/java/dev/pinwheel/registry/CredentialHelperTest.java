package dev.pinwheel.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CredentialHelperTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Says what it was asked, as user and secret, and knows two registries. */
    private static final String HELPER = """
            #!/bin/sh
            [ "$1" = get ] || exit 9
            read -r server
            case $server in
            registry.example) echo '{"ServerURL":"registry.example","Username":"robot","Secret":"correct:horse"}' ;;
            https://index.docker.io/v1/) echo '{"Username":"<token>","Secret":"identity"}' ;;
            broken.example) echo 'panic: secret-of-broken'; exit 2 ;;
            empty.example) echo '{"Username":"robot","Secret":""}' ;;
            noise.example) echo 'secret-of-noise' ;;
            *) echo 'credentials not found in native keychain'; exit 1 ;;
            esac
            """;

    @TempDir
    private Path directory;

    private Path script(String name, String text) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private DockerConfig config(String json) throws IOException {
        var file = Files.writeString(directory.resolve("config.json"), json);
        return DockerConfig.read(
                file, name -> new CredentialHelper(directory.resolve(name).toString(), LONG));
    }

    private static Optional<Credentials> of(DockerConfig config, String host) throws RegistryException {
        return config.credentials(new RegistryHost(host));
    }

    @Test
    void theStoreIsAskedForEveryRegistry() throws IOException {
        script("store", HELPER);
        var config = config("{\"credsStore\":\"store\"}");

        assertEquals(Optional.of(new Login("robot", "correct:horse")), of(config, "registry.example"));
        assertEquals(Optional.empty(), of(config, "unknown.example"));
    }

    @Test
    void dockerHubIsAskedForByItsOldAddressAndMayGiveAnIdentityToken() throws IOException {
        script("store", HELPER);

        assertEquals(Optional.of(new IdentityToken("identity")), of(config("{\"credsStore\":\"store\"}"), "docker.io"));
    }

    @Test
    void aHelperOfARegistryGoesBeforeTheStore() throws IOException {
        script("store", HELPER);
        script("own", "#!/bin/sh\necho '{\"Username\":\"cloud\",\"Secret\":\"s\"}'\n");
        var config = config("{\"credsStore\":\"store\",\"credHelpers\":{\"registry.example\":\"own\"}}");

        assertEquals(Optional.of(new Login("cloud", "s")), of(config, "registry.example"));
        assertEquals(Optional.of(new IdentityToken("identity")), of(config, "docker.io"));
    }

    @Test
    void whatIsWrittenInTheFileServesWhereTheHelperKnowsNothing() throws IOException {
        script("store", HELPER);
        var config = config("{\"credsStore\":\"store\",\"auths\":{\"unknown.example\":{\"auth\":\"YTpi\"}}}");

        assertEquals(Optional.of(new Login("a", "b")), of(config, "unknown.example"));
    }

    @Test
    void aHelperThatFailsIsTroubleAndNotNoCredentials() throws IOException {
        script("store", HELPER);
        var config = config("{\"credsStore\":\"store\"}");

        for (var host : new String[] {"broken.example", "empty.example", "noise.example"}) {
            var trouble = assertThrows(RegistryException.class, () -> of(config, host));

            assertTrue(trouble.getMessage().contains("get the credentials of " + host), trouble.getMessage());
            assertFalse(trouble.getMessage().contains("secret-of"), trouble.getMessage());
        }
    }

    @Test
    void aHelperThatHangsIsEndedWithAllItStarted() throws Exception {
        var child = directory.resolve("child");
        var helper = script("hanging", "#!/bin/sh\nsleep 1000 &\necho $! > " + child + "\nwait\n");
        var hanging = new CredentialHelper(helper.toString(), Duration.ofSeconds(5));

        var trouble = assertThrows(RegistryException.class, () -> hanging.credentials("registry.example"));

        assertTrue(trouble.getMessage().contains("it took more than 5 s"), trouble.getMessage());
        var started = ProcessHandle.of(Long.parseLong(Files.readString(child).strip()));
        if (started.isPresent()) {
            started.get().onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void helpersThatHangDoNotDelayAnother() throws Exception {
        var hanging = new CredentialHelper(
                script("hanging", "#!/bin/sh\nexec sleep 1000\n").toString(), Duration.ofSeconds(20));
        var ready = new CredentialHelper(script("store", HELPER).toString(), Duration.ofSeconds(10));
        var waiting = new Thread[16];
        for (var number = 0; number < waiting.length; number++) {
            waiting[number] = Thread.ofPlatform()
                    .daemon()
                    .start(() -> assertThrows(RegistryException.class, () -> hanging.credentials("a.example")));
        }
        try {
            assertTrue(ready.credentials("registry.example").isPresent());
        } finally {
            for (var thread : waiting) {
                thread.interrupt();
                thread.join();
            }
        }
    }
}
