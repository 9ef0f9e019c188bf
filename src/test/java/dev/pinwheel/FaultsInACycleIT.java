package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.http.FaultProxy;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import dev.pinwheel.registry.http.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same registry twice, as itself and behind a proxy that spoils its answers, and what the ledger holds of it. */
class FaultsInACycleIT {

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() throws Exception {
        scene = Scene.in(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("a reset", Faults.reset(0), "broken-off"),
                Arguments.of("what is not HTTP", Faults.noise(), "no-http"),
                Arguments.of("a circle of redirects", Faults.circle(), "redirect-loop"),
                Arguments.of("a storm of 429", Faults.status(429, Map.of("retry-after", "0")), "throttled"),
                Arguments.of("a login page", Faults.status(200, Map.of("content-type", "text/html")), "malformed"),
                Arguments.of("a forged digest", Faults.wrongDigest(), "unproven"),
                Arguments.of("other bytes than the digest's", Faults.wrongBytes(), "wrong-digest"),
                Arguments.of("a refusal", Faults.status(403, Map.of()), "denied"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isRecordedAsWhatItIsAndTheTagIsSeenAsSoonAsItHasPassed(String name, Fault fault, String outcome)
            throws Exception {
        var digest = scene.point("xz-utils:liblzma5=5.4.1-0.2");
        var own = new RegistryHost(scene.tag().split("/", 2)[0]);
        try (var proxy = new FaultProxy(own)) {
            pinBehind(proxy, digest);
            scene.repository().commit("main", Map.of("other/Dockerfile", scene.dockerfile(digest)));

            proxy.misbehave(fault);
            var during = scene.run();
            proxy.behave();
            var after = scene.run();

            assertEquals(List.of(proxy.host() + " " + outcome), failures(during), name);
            assertEquals(List.of(own + " " + digest), observations(during));
            assertEquals(List.of(), failures(after));
            assertEquals(List.of(proxy.host() + " " + digest), observations(after));
        }
    }

    @Test
    void aForgedMoveIsNoneAndATrueOneIsSeenAfterIt() throws Exception {
        scene.cooldown("P1D");
        var before = scene.point("xz-utils:liblzma5=5.4.1-0.2");
        var own = new RegistryHost(scene.tag().split("/", 2)[0]);
        try (var proxy = new FaultProxy(own)) {
            pinBehind(proxy, before);
            scene.run();

            proxy.misbehave(Faults.wrongDigest());
            var forged = scene.run();
            proxy.behave();
            var after = scene.point("xz-utils:liblzma5=5.4.1-0.3");
            var moved = scene.run();

            assertEquals(List.of(proxy.host() + " unproven"), failures(forged));
            assertEquals(List.of(), observations(forged));
            assertEquals(List.of(proxy.host() + " " + after), observations(moved));
            assertEquals(before, previous(moved));
        }
    }

    @Test
    void whatARegistryWarnsOfIsRecordedOnceWithItsObservations() throws Exception {
        var digest = scene.point("xz-utils:liblzma5=5.4.1-0.2");
        var own = new RegistryHost(scene.tag().split("/", 2)[0]);
        try (var proxy = new FaultProxy(own)) {
            pinBehind(proxy, digest);
            proxy.misbehave(Faults.warns("299 - \"this registry moves in May\""));

            var told = scene.run();

            assertEquals(List.of(proxy.host() + " " + digest), observations(told));
            assertEquals(
                    List.of("299 - \"this registry moves in May\""),
                    told.stream()
                            .filter(RegistryWarned.class::isInstance)
                            .map(RegistryWarned.class::cast)
                            .map(RegistryWarned::text)
                            .toList());
        }
    }

    /** Somebody pins the tag as the proxy has it. */
    private void pinBehind(FaultProxy proxy, Digest digest) throws Exception {
        var own = scene.tag().split("/", 2)[0];
        scene.otherRegistry(proxy.host().name());
        var behind = scene.dockerfile(digest).replace(own, proxy.host().name());
        scene.repository().commit("main", Map.of("Dockerfile", behind));
    }

    private static Digest previous(List<Event> events) {
        return events.stream()
                .filter(DigestObserved.class::isInstance)
                .map(DigestObserved.class::cast)
                .flatMap(seen -> seen.previous().stream())
                .map(DigestObserved.Previous::digest)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> failures(List<Event> events) {
        return events.stream()
                .filter(LookFailed.class::isInstance)
                .map(LookFailed.class::cast)
                .map(failed -> failed.watch().repository().host() + " " + failed.outcome())
                .toList();
    }

    private static List<String> observations(List<Event> events) {
        return events.stream()
                .filter(DigestObserved.class::isInstance)
                .map(DigestObserved.class::cast)
                .map(seen -> seen.watch().repository().host() + " " + seen.digest())
                .toList();
    }
}
