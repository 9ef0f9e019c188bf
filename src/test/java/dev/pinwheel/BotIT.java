package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole bot on a real registry, a real repository, buildah and the embedded scanner. */
class BotIT {

    private static final String OLD = "openssl:libssl3=3.0.20-1~deb12u1";
    private static final String NEW = "openssl:libssl3=3.0.22-1~deb12u1";
    private static final String NEWER = "openssl:libssl3=3.0.23-1~deb12u1";
    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.in(folder);
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void aTagThatHasNotMovedIsRecordedAndLeftAlone() throws Exception {
        scene.pin(scene.point(OLD));

        var events = scene.run();

        assertEquals(1, of(events, DigestObserved.class).size());
        assertEquals(List.of(), scene.branches());
    }

    @Test
    void aMovedTagBecomesOneProposalThatChangesExactlyTheDigest() throws Exception {
        var old = scene.point(OLD);
        scene.pin(old);
        var moved = scene.point(NEW);

        var events = scene.run();

        assertEquals(Proposed.How.OPENED, one(events, Proposed.class).how());
        assertEquals(1, scene.branches().size());
        assertEquals(scene.dockerfile(moved), scene.file(scene.branches().getFirst(), "Dockerfile"));
        var text = Files.readString(
                scene.data().resolve("proposals/" + scene.branches().getFirst() + ".md"));
        assertTrue(text.contains("TEST-2026-0001"), text);
    }

    @Test
    void runAgainItDoesNothingTwice() throws Exception {
        scene.pin(scene.point(OLD));
        scene.point(NEW);
        scene.run();
        var commit = scene.repository().head(scene.branches().getFirst());

        var events = scene.run();

        assertEquals(List.of(), of(events, Proposed.class));
        assertEquals(commit, scene.repository().head(scene.branches().getFirst()));
    }

    @Test
    void aNewerDigestRefreshesTheProposalInPlace() throws Exception {
        scene.pin(scene.point(OLD));
        scene.point(NEW);
        scene.run();
        var newer = scene.point(NEWER);

        var events = scene.run();

        assertEquals(Proposed.How.REFRESHED, one(events, Proposed.class).how());
        assertEquals(1, scene.branches().size());
        assertEquals(scene.dockerfile(newer), scene.file(scene.branches().getFirst(), "Dockerfile"));
    }

    @Test
    void aCandidateWithANewCriticalIsBlockedWithTheReason() throws Exception {
        scene.pin(scene.point(OLD));
        scene.vulnerable("TEST-2026-0002", "xz-utils", "9", CRITICAL);
        scene.point(NEW, "xz-utils:liblzma5=5.4.1-1+deb12u1");

        var judged = one(scene.run(), CandidateJudged.class);

        assertEquals(Verdict.BLOCKED, judged.verdict());
        assertTrue(gate(judged, Gate.Outcome.BLOCK).reason().contains("TEST-2026-0002"));
        assertEquals(List.of(), scene.branches());
    }

    @Test
    void aPinThatNobodyCanPullIsRotatedAtOnceAndTheProposalSaysWhy() throws Exception {
        scene.pin(Digest.of("never pushed".getBytes(StandardCharsets.UTF_8)));
        var there = scene.point(NEW);
        scene.cooldown("P7D");

        var events = scene.run();

        assertEquals(1, of(events, PinVanished.class).size());
        assertEquals(
                2,
                one(events, CandidateJudged.class).gates().stream()
                        .filter(gate -> gate.outcome() == Gate.Outcome.WARN)
                        .count());
        var branch = scene.branches().getFirst();
        assertEquals(scene.dockerfile(there), scene.file(branch, "Dockerfile"));
        var text = Files.readString(scene.data().resolve("proposals/" + branch + ".md"));
        assertTrue(text.contains("can no longer be pulled"), text);
    }

    @Test
    void withoutDataToScanByTheCandidateIsHeld() throws Exception {
        scene.pin(scene.point(OLD));
        scene.point(NEW);
        scene.removeVulnerabilities();

        var judged = one(scene.run(), CandidateJudged.class);

        assertEquals(Verdict.HELD, judged.verdict());
        assertEquals(List.of(), scene.branches());
    }

    @Test
    void withoutItsScannerAndBuilderTheCandidateIsHeldAndSaysWhatToInstall() throws Exception {
        scene.pin(scene.point(OLD));
        scene.point(NEW);
        scene.scanner("trivy");

        var judged = one(scene.runWithoutPrograms(), CandidateJudged.class);

        assertEquals(Verdict.HELD, judged.verdict());
        var reasons = judged.gates().stream().map(Gate::reason).toList().toString();
        assertTrue(reasons.contains("no program buildah"), reasons);
        assertTrue(reasons.contains("no program trivy"), reasons);
        assertEquals(List.of(), scene.branches());
    }

    @Test
    void anotherRegistryThanTheConfiguredOnesIsNotCalledByTheRebuild() throws Exception {
        var dockerfile = scene.dockerfile(scene.point(OLD)) + "COPY --from=registry.example.org/a/b:1 /x /x\n";
        scene.repository().commit("main", Map.of("Dockerfile", dockerfile));
        scene.point(NEW);

        var rebuilt = one(scene.run(), CandidateRebuilt.class).rebuilds().getFirst();

        var failed = assertInstanceOf(Rebuild.Failed.class, rebuilt);
        assertEquals("it takes images from [registry.example.org], which are not configured", failed.reason());
    }

    @Test
    void aDockerfileThatDoesNotBuildIsHeld() throws Exception {
        scene.repository().commit("main", Map.of("Dockerfile", scene.dockerfile(scene.point(OLD)) + "RUN false\n"));
        scene.point(NEW);

        var judged = one(scene.run(), CandidateJudged.class);

        assertEquals(Verdict.HELD, judged.verdict());
        assertEquals("rebuilt", gate(judged, Gate.Outcome.HOLD).name());
    }

    @Test
    void aDockerfileWithinAnotherFileIsNotRebuiltAndSoHeld() throws Exception {
        var old = scene.point(OLD);
        var compose = "services: {s: {build: {dockerfile_inline: 'FROM " + scene.tag() + "@" + old + "'}}}\n";
        scene.repository().commit("main", Map.of("Dockerfile", scene.dockerfile(old), "compose.yaml", compose));
        scene.point(NEW);

        var judged = one(scene.run(), CandidateJudged.class);

        assertEquals(Verdict.HELD, judged.verdict());
        var reason = gate(judged, Gate.Outcome.HOLD).reason();
        assertTrue(reason.startsWith("compose.yaml was not built") && reason.contains("in line 1"), reason);
    }

    @Test
    void aTagThatCannotBeLookedAtDoesNotStopAnother() throws Exception {
        var old = scene.point(OLD);
        scene.repository()
                .commit(
                        "main",
                        Map.of(
                                "Dockerfile", scene.dockerfile(old),
                                "gone/Dockerfile", scene.dockerfile(old).replace(Scene.TAG, "gone/gone:1"),
                                "alien/Dockerfile", "FROM registry.example.org/a/b:1@" + old + "\n"));
        scene.point(NEW);

        var events = scene.run();

        assertEquals(
                List.of("denied", "unknown"),
                of(events, LookFailed.class).stream()
                        .map(LookFailed::outcome)
                        .sorted()
                        .toList());
        assertEquals(1, of(events, Proposed.class).size());
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', denied",
        "403, '', denied",
        "404, '', unknown",
        "429, '', throttled",
        "500, '', server-error",
        "200, sha256:short, malformed"
    })
    void aRegistryInTroubleHasItsOwnOutcomeAndStopsNoOther(int status, String digest, String outcome) throws Exception {
        var old = scene.point(OLD);
        try (var trouble = new TroubledRegistry(status, digest)) {
            scene.otherRegistry(trouble.host());
            var other = scene.dockerfile(old).replace(scene.tag(), trouble.host() + "/a/b:1");
            scene.repository().commit("main", Map.of("Dockerfile", scene.dockerfile(old), "other/Dockerfile", other));

            var events = scene.run();

            assertEquals(outcome, one(events, LookFailed.class).outcome());
            assertEquals(old, one(events, DigestObserved.class).digest());
        }
    }

    @Test
    void aDigestThatIsTooYoungWaits() throws Exception {
        scene.pin(scene.point(OLD));
        scene.point(NEW);
        scene.cooldown("PT1H");

        var events = scene.run();

        assertEquals(1, of(events, CandidateWaiting.class).size());
        assertEquals(List.of(), scene.branches());
    }

    private static Gate gate(CandidateJudged judged, Gate.Outcome outcome) {
        return judged.gates().stream()
                .filter(gate -> gate.outcome() == outcome)
                .findFirst()
                .orElseThrow();
    }

    private static <E extends Event> E one(List<Event> events, Class<E> type) {
        var found = of(events, type);
        assertEquals(1, found.size(), () -> events.toString());
        return found.getFirst();
    }

    private static <E extends Event> List<E> of(List<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
