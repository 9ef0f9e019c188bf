package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.registry.http.FaultProxy;
import dev.pinwheel.registry.http.Faults;
import dev.pinwheel.registry.http.HostSettings;
import dev.pinwheel.registry.http.HttpRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real registry, and the same program as its mirror, which fetches from it over a line that can be cut. */
@Timeout(120)
class MirrorIT {

    private static final String NAME = "team/base";
    private static final Tag TAG = new Tag("1");

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private DistributionRegistry upstream;
    private FaultProxy line;

    @BeforeEach
    void open() throws Exception {
        upstream = registry("upstream", "");
        line = new FaultProxy(upstream.host());
    }

    @AfterEach
    void close() throws Exception {
        line.close();
        upstream.close();
        vertx.close().await();
    }

    private DistributionRegistry registry(String name, String settings) throws Exception {
        return new DistributionRegistry(Files.createDirectory(folder.resolve(name)), settings, repository -> "");
    }

    /** Moves a registry's tag to an index that nobody else has. */
    private static Digest point(DistributionRegistry registry, String mark) throws Exception {
        var index = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                        + "\",\"manifests\":[],\"annotations\":{\"mark\":\"" + mark + "\"}}")
                .getBytes(UTF_8);
        registry.push(new Repository(registry.host(), NAME), TAG, ManifestType.OCI_INDEX, index);
        return Digest.of(index);
    }

    private Watch at(RegistryHost host) {
        return new Watch(new Repository(host, NAME), TAG);
    }

    /** Cycles that look at the first registry and at its mirror. */
    private Round round(RegistryHost mirror) throws Exception {
        var usual = Round.RULES;
        var mirrors = Map.of(upstream.host().name(), mirror.name());
        var round = new Round(folder, new Rules(usual.settling(), usual.retry(), usual.intervals(), mirrors));
        var plain = HostSettings.DEFAULT.withPlainHttp();
        round.asked()
                .instead(new HttpRegistry(
                        vertx, Map.of(upstream.host(), plain, mirror, plain), Keychain.empty(), Clock.systemUTC()));
        return round;
    }

    @Test
    void aMirrorThatIsCutOffLagsAndItsRecoveryIsSaid() throws Exception {
        var old = point(upstream, "old");
        try (var mirror = registry("mirror", "proxy: {remoteurl: \"http://" + line.host() + "\"}\n");
                var round = round(mirror.host())) {
            round.pin(at(upstream.host()) + "@" + old);
            assertEquals(List.of(), every(round.run(), ViewSplit.class));
            line.misbehave(Faults.reset(0));
            var current = point(upstream, "new");

            var split = one(round.run(), ViewSplit.class);
            var again = round.run();
            line.behave();
            var agreed = one(round.run(), ViewAgreed.class);

            assertEquals(ViewSplit.Kind.LAG, split.kind());
            assertEquals(List.of(current, old), List.of(split.upstream(), split.mirrored()));
            assertEquals(List.of(), every(again, ViewSplit.class));
            assertEquals(current, agreed.digest());
            assertEquals(split.at(), agreed.since());
        }
    }

    @Test
    void aMirrorThatHoldsWhatItsRegistryNeverHadIsAnAlarm() throws Exception {
        var own = point(upstream, "own");
        try (var mirror = registry("mirror", "");
                var round = round(mirror.host())) {
            round.pin(at(upstream.host()) + "@" + own);
            var other = point(mirror, "other");

            var split = one(round.run(), ViewSplit.class);

            assertEquals(ViewSplit.Kind.ALARM, split.kind());
            assertEquals(other, split.mirrored());
            assertTrue(split.reason().endsWith("its registry has no such digest"), split.reason());
        }
    }

    @Test
    void aMirrorThatIsAwayIsSaidOnceAndSoIsItsReturn() throws Exception {
        var digest = point(upstream, "a");
        try (var mirror = registry("mirror", "");
                var way = new FaultProxy(mirror.host());
                var round = round(way.host())) {
            point(mirror, "a");
            round.pin(at(upstream.host()) + "@" + digest);
            way.misbehave(Faults.reset(0));

            var failed = one(round.run(), LookFailed.class);
            way.behave();
            var back = one(round.run(), LookRecovered.class);

            assertEquals(at(way.host()), failed.watch());
            assertEquals(at(way.host()), back.watch());
        }
    }
}
