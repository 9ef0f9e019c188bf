package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryContract;
import dev.pinwheel.registry.Resolution.Denied;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HttpRegistry against the real registry program, with each kind of authorization that it has. */
class DistributionRegistryIT {

    private static final Login LOGIN = new Login("robot", "correct horse");
    private static final String HTPASSWD = "robot:$2y$05$RiEHZh4A4UFfnW/t2XErmuxCDlR0MF1HL1Prp.5zdxVfdkppjde66\n";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** The contract, over a registry that a subclass starts. */
    private abstract class OverHttp implements RegistryContract {

        private DistributionRegistry program;
        private HttpRegistry registry;

        abstract DistributionRegistry start() throws Exception;

        abstract Keychain keychain(DistributionRegistry program);

        @BeforeEach
        void begin() throws Exception {
            program = start();
            registry = registry(keychain(program));
        }

        @AfterEach
        void end() throws Exception {
            if (program != null) {
                program.close();
            }
        }

        HttpRegistry registry(Keychain keychain) {
            return new HttpRegistry(
                    vertx, Map.of(program.host(), HostSettings.DEFAULT.withPlainHttp()), keychain, Clock.systemUTC());
        }

        @Override
        public Registry registry() {
            return registry;
        }

        @Override
        public Repository repository() {
            return new Repository(program.host(), "team/base");
        }

        @Override
        public void push(byte[] blob) throws Exception {
            program.push(repository(), blob);
        }

        @Override
        public void push(Tag tag, ManifestType type, byte[] manifest) throws Exception {
            program.push(repository(), tag, type, manifest);
        }
    }

    @Nested
    class Anonymously extends OverHttp {

        @Override
        DistributionRegistry start() throws Exception {
            return new DistributionRegistry(directory, "", repository -> "");
        }

        @Override
        Keychain keychain(DistributionRegistry program) {
            return Keychain.empty();
        }
    }

    @Nested
    class WithAPassword extends OverHttp {

        @Override
        DistributionRegistry start() throws Exception {
            var file = Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
            return new DistributionRegistry(
                    directory,
                    "auth: {htpasswd: {realm: registry, path: " + file + "}}\n",
                    repository -> TokenService.basic(LOGIN));
        }

        @Override
        Keychain keychain(DistributionRegistry program) {
            return Keychain.of(Map.of(program.host(), LOGIN));
        }

        @Test
        void isDeniedWithoutIt() {
            var watch = new Watch(repository(), new Tag("1"));

            assertInstanceOf(Denied.class, registry(Keychain.empty()).resolve(watch));
        }
    }

    @Nested
    class WithTokens extends OverHttp {

        private static SelfSigned key;

        @BeforeAll
        static void makeKey(@TempDir Path keys) throws Exception {
            key = SelfSigned.make(keys, "issuer");
        }

        private Optional<TokenIssuer> issuer = Optional.empty();

        @Override
        DistributionRegistry start() throws Exception {
            var started = new TokenIssuer(vertx, key, TokenService.basic(LOGIN));
            issuer = Optional.of(started);
            return new DistributionRegistry(
                    directory,
                    started.settings(),
                    repository -> "Bearer " + started.token(repository.path(), "pull", "push"));
        }

        @Override
        Keychain keychain(DistributionRegistry program) {
            return Keychain.of(Map.of(program.host(), LOGIN));
        }

        @Test
        void getsOneTokenForAllThatItReadsInARepository() throws Exception {
            saysThatATagIsUnknownAndWhatWasTried();
            saysThatATagIsUnknownAndWhatWasTried();

            assertEquals(1, issuer.orElseThrow().issued());
        }

        @Test
        void isDeniedWithoutALogin() {
            var watch = new Watch(repository(), new Tag("1"));

            assertInstanceOf(Denied.class, registry(Keychain.empty()).resolve(watch));
        }
    }
}
