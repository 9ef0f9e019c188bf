package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryContract;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
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

    private static final byte[] EMPTY_INDEX = ("{\"schemaVersion\":2,\"mediaType\":\""
                    + ManifestType.OCI_INDEX.mediaType() + "\",\"manifests\":[]}")
            .getBytes(UTF_8);

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

        DistributionRegistry program() {
            return program;
        }

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
            return registry(settings(), keychain);
        }

        HttpRegistry registry(HostSettings settings, Keychain keychain) {
            return new HttpRegistry(vertx, Map.of(program.host(), settings), keychain, Clock.systemUTC());
        }

        HostSettings settings() {
            return HostSettings.DEFAULT.withPlainHttp();
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

        @Override
        public void delete(Digest manifest) throws Exception {
            program.delete(repository(), manifest);
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

        @Test
        void saysThatADeletedManifestIsUnknownAndSoIsItsTag() throws Exception {
            var tag = new Tag("1");
            push(tag, ManifestType.OCI_INDEX, EMPTY_INDEX);
            var digest = Digest.of(EMPTY_INDEX);
            assertInstanceOf(Resolved.class, registry().resolve(new Watch(repository(), tag)));

            program().delete(repository(), digest);

            assertInstanceOf(Unknown.class, registry().resolve(new Watch(repository(), tag)));
            var thrown = assertThrows(RegistryException.class, () -> registry().manifest(repository(), digest));
            assertInstanceOf(Unknown.class, thrown.failure());
        }
    }

    /** A second registry that fetches from the first what it is asked for. */
    @Nested
    class ThroughAMirror extends OverHttp {

        private Optional<DistributionRegistry> upstream = Optional.empty();

        @Override
        DistributionRegistry start() throws Exception {
            var first = new DistributionRegistry(
                    Files.createDirectory(directory.resolve("upstream")), "", repository -> "");
            upstream = Optional.of(first);
            return new DistributionRegistry(
                    Files.createDirectory(directory.resolve("mirror")),
                    "proxy: {remoteurl: \"http://" + first.host() + "\"}\n",
                    repository -> "");
        }

        @AfterEach
        void endUpstream() {
            upstream.ifPresent(DistributionRegistry::close);
        }

        @Override
        Keychain keychain(DistributionRegistry program) {
            return Keychain.empty();
        }

        @Override
        public void push(byte[] blob) throws Exception {
            upstream.orElseThrow().push(repository(), blob);
        }

        @Override
        public void push(Tag tag, ManifestType type, byte[] manifest) throws Exception {
            upstream.orElseThrow().push(repository(), tag, type, manifest);
        }

        @Override
        public void delete(Digest manifest) throws Exception {
            upstream.orElseThrow().delete(repository(), manifest);
        }

        @Override
        public Class<? extends Failure> absent() {
            return Unreachable.class;
        }

        /** The program answers 500 where the first registry has answered 404: it is not known to be gone. */
        @Test
        @Override
        public void saysThatAManifestIsUnknown() throws Exception {
            push(new Tag("1"), ManifestType.OCI_INDEX, EMPTY_INDEX);
            var digest = Digest.of(new byte[] {1});

            var thrown = assertThrows(RegistryException.class, () -> registry().manifest(repository(), digest));

            assertInstanceOf(Unreachable.class, thrown.failure());
            assertTrue(thrown.getMessage().endsWith("the registry answered 500"), thrown.getMessage());
        }

        @Test
        void answersWithWhatItHasWhileTheFirstIsAway() throws Exception {
            push(new Tag("1"), ManifestType.OCI_INDEX, EMPTY_INDEX);
            registry().manifest(repository(), Digest.of(EMPTY_INDEX));
            assertInstanceOf(Resolved.class, registry().resolve(new Watch(repository(), new Tag("1"))));

            upstream.orElseThrow().close();

            assertInstanceOf(Resolved.class, registry().resolve(new Watch(repository(), new Tag("1"))));
        }
    }

    /** A registry whose certificate is its own authority's, and that wants one of the same from its clients. */
    @Nested
    class WithCertificates extends OverHttp {

        private static TestAuthority authority;

        @BeforeAll
        static void makeAuthority(@TempDir Path keys) throws Exception {
            authority = TestAuthority.make(keys);
        }

        @Override
        DistributionRegistry start() throws Exception {
            return new DistributionRegistry(directory, authority);
        }

        @Override
        HostSettings settings() {
            return HostSettings.DEFAULT.withTls(authority.shown());
        }

        @Override
        Keychain keychain(DistributionRegistry program) {
            return Keychain.empty();
        }

        @Test
        void isNotAskedWithoutItsAuthority() {
            var unreachable = assertInstanceOf(
                    Unreachable.class,
                    registry(HostSettings.DEFAULT, Keychain.empty()).resolve(new Watch(repository(), new Tag("1"))));

            assertTrue(unreachable.reason().contains("no safe connection"), unreachable.reason());
        }

        @Test
        void answersNobodyWithoutACertificate() {
            var nameless =
                    HostSettings.DEFAULT.withTls(new Tls(authority.shown().authorities(), Optional.empty()));

            assertInstanceOf(
                    Unreachable.class,
                    registry(nameless, Keychain.empty()).resolve(new Watch(repository(), new Tag("1"))));
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
                    repository -> "Bearer " + started.token(repository.path(), "pull", "push", "delete"));
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

        /** The registry program reads the time from the machine, so the token is made old. */
        @Test
        void isDeniedWithATokenThatHasExpiredBeforeItIsGiven() {
            issuer.orElseThrow().issueExpired(1);

            var denied = assertInstanceOf(Denied.class, registry().resolve(new Watch(repository(), new Tag("1"))));

            assertEquals(1, issuer.orElseThrow().issued());
            assertTrue(denied.reason().contains("answered 401"), denied.reason());
        }

        @Test
        void getsANewTokenWhereTheOldOneHasExpiredInTheMiddleOfACycle() throws Exception {
            var token = issuer.orElseThrow();
            push(new Tag("1"), ManifestType.OCI_INDEX, EMPTY_INDEX);
            try (var proxy = new FaultProxy(program().host())) {
                var behind = new HttpRegistry(
                        vertx,
                        Map.of(proxy.host(), settings()),
                        Keychain.of(Map.of(proxy.host(), LOGIN)),
                        Clock.systemUTC());
                var watch = new Watch(new Repository(proxy.host(), repository().path()), new Tag("1"));
                assertInstanceOf(Resolved.class, behind.resolve(watch));
                assertInstanceOf(Resolved.class, behind.resolve(watch));
                assertEquals(1, token.issued());

                proxy.stripTokens(1);

                assertInstanceOf(Resolved.class, behind.resolve(watch));
                assertEquals(2, token.issued());
            }
        }

        @Test
        void isDeniedWithoutALogin() {
            var watch = new Watch(repository(), new Tag("1"));

            assertInstanceOf(Denied.class, registry(Keychain.empty()).resolve(watch));
        }
    }
}
