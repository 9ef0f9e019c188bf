package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.registry.http.FaultProxy;
import dev.pinwheel.registry.http.Faults;
import dev.pinwheel.registry.http.HostSettings;
import dev.pinwheel.registry.http.HttpRegistry;
import dev.pinwheel.registry.http.SelfSigned;
import dev.pinwheel.registry.http.TokenIssuer;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cycles over a real registry that wants tokens, which end in the middle. */
@Timeout(60)
class ExpiredTokensIT {

    private static final String PATH = "team/base";
    private static final int TAGS = 30;
    private static final Login LOGIN = new Login("robot", "correct horse");

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private TokenIssuer issuer;
    private DistributionRegistry program;
    private FaultProxy proxy;
    private Round round;

    @BeforeEach
    void open() throws Exception {
        var login = (LOGIN.username() + ":" + LOGIN.password()).getBytes(UTF_8);
        issuer = new TokenIssuer(
                vertx,
                SelfSigned.make(folder, "issuer"),
                "Basic " + Base64.getEncoder().encodeToString(login));
        program = new DistributionRegistry(
                Files.createDirectory(folder.resolve("registry")),
                issuer.settings(),
                repository -> "Bearer " + issuer.token(repository.path(), "pull", "push"));
        proxy = new FaultProxy(program.host());
        round = new Round(folder);
        round.asked()
                .instead(new HttpRegistry(
                        vertx,
                        Map.of(proxy.host(), HostSettings.DEFAULT.withPlainHttp()),
                        Keychain.of(Map.of(proxy.host(), LOGIN)),
                        round.clock()));
        var first = move("first");
        round.pin(IntStream.range(0, TAGS)
                .mapToObj(number -> watch(number) + "@" + first)
                .toArray(String[]::new));
    }

    @AfterEach
    void close() throws Exception {
        round.close();
        proxy.close();
        program.close();
        issuer.close();
        vertx.close().await();
    }

    private Watch watch(int number) {
        return new Watch(new Repository(proxy.host(), PATH), new Tag("v" + number));
    }

    /** Moves all tags to the same new index. */
    private Digest move(String mark) throws Exception {
        var index = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                        + "\",\"manifests\":[],\"annotations\":{\"mark\":\"" + mark + "\"}}")
                .getBytes(UTF_8);
        for (var number = 0; number < TAGS; number++) {
            program.push(new Repository(program.host(), PATH), watch(number).tag(), ManifestType.OCI_INDEX, index);
        }
        return Digest.of(index);
    }

    /** From the tenth look on, the registry does not take the token that it took before. */
    @Test
    void areRenewedWithoutALookThatIsLost() throws Exception {
        round.run();
        var issued = issuer.issued();
        var moved = move("second");
        var looks = new AtomicInteger();
        proxy.misbehave(Faults.counted(() -> {
            if (looks.incrementAndGet() == 10) {
                proxy.expireTokens();
            }
        }));

        var told = round.run();

        assertEquals(List.of(), every(told, LookFailed.class));
        assertEquals(
                TAGS,
                every(told, DigestObserved.class).stream()
                        .filter(seen -> seen.digest().equals(moved))
                        .count());
        assertTrue(issuer.issued() > issued, "no token was renewed");
    }

    @Test
    void areDeniedWhereTheNewOneIsNotTakenEitherAndAllIsSeenAfterIt() throws Exception {
        round.run();
        var moved = move("second");
        issuer.issueExpired(Integer.MAX_VALUE);
        proxy.stripTokens(Integer.MAX_VALUE);

        var during = round.run();
        issuer.issueExpired(0);
        proxy.stripTokens(0);
        var after = round.run();

        assertEquals(List.of(), every(during, DigestObserved.class));
        assertEquals(
                List.of("denied"),
                every(during, LookFailed.class).stream()
                        .map(LookFailed::outcome)
                        .distinct()
                        .toList());
        assertEquals(10, every(after, LookRecovered.class).size());
        assertEquals(
                TAGS,
                every(after, DigestObserved.class).stream()
                        .filter(seen -> seen.digest().equals(moved))
                        .count());
    }
}
