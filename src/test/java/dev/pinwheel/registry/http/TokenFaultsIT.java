package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real registry program, whose token service is behind a proxy that spoils its answers. */
@Timeout(60)
class TokenFaultsIT {

    private static final Login LOGIN = new Login("robot", "correct horse");
    private static final Tag TAG = new Tag("1");
    private static final byte[] INDEX = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                    + "\",\"manifests\":[]}")
            .getBytes(UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final Hands clock = new Hands();

    @TempDir
    private Path directory;

    private TokenIssuer issuer;
    private FaultProxy proxy;
    private DistributionRegistry program;
    private HttpRegistry registry;
    private Watch watch;

    @BeforeEach
    void start() throws Exception {
        issuer = new TokenIssuer(vertx, SelfSigned.make(directory, "issuer"), TokenService.basic(LOGIN));
        proxy = new FaultProxy(issuer.host());
        program = new DistributionRegistry(
                directory,
                issuer.settings(proxy.host()),
                repository -> "Bearer " + issuer.token(repository.path(), "pull", "push"));
        watch = new Watch(new Repository(program.host(), "team/base"), TAG);
        program.push(watch.repository(), TAG, ManifestType.OCI_INDEX, INDEX);
        var settings = HostSettings.DEFAULT.withPlainHttp().withTimeout(Duration.ofSeconds(4));
        registry = new HttpRegistry(
                vertx, Map.of(program.host(), settings), Keychain.of(Map.of(program.host(), LOGIN)), clock);
    }

    @AfterEach
    void stop() throws Exception {
        if (program != null) {
            program.close();
        }
        proxy.close();
        vertx.close().await();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("a reset", Faults.reset(0), Unreachable.class, "connection"),
                Arguments.of("an early end", Faults.truncated(20), Unreachable.class, "connection"),
                Arguments.of("no HTTP", Faults.noise(), Unreachable.class, "the request failed"),
                Arguments.of("a slow head", Faults.drops(false), Unreachable.class, "no answer in 4000 ms"),
                Arguments.of("a 403", Faults.status(403, Map.of()), Denied.class, "answered 403"),
                Arguments.of("a 404", Faults.status(404, Map.of()), Invalid.class, "answered 404"),
                Arguments.of("a 429", Faults.status(429, Map.of("retry-after", "40")), Throttled.class, "answered 429"),
                Arguments.of("a 500", Faults.status(500, Map.of()), Unreachable.class, "answered 500"),
                Arguments.of("no token", Faults.status(200, Map.of()), Invalid.class, "token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aLookEndsInTheOutcomeOfItsTokenServicesFaultAndInTheTruthAfterIt(
            String name, Fault fault, Class<? extends Failure> outcome, String why) {
        proxy.misbehave(fault);

        var failure = assertInstanceOf(outcome, registry.resolve(watch), name);
        assertTrue(failure.reason().contains(why), failure.reason());

        proxy.behave();
        clock.pass(Duration.ofMinutes(10));
        assertEquals(
                Digest.of(INDEX),
                assertInstanceOf(Resolved.class, registry.resolve(watch))
                        .manifest()
                        .digest());
    }
}
