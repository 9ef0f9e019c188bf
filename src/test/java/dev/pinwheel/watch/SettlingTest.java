package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.SmallImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlingTest extends OverRounds {

    private static final SmallImage INTEL = SmallImage.of("linux/amd64", "base 1");
    private static final SmallImage ARM = SmallImage.of("linux/arm64/v8", "base 1");
    private static final SmallImage NEWER_INTEL = SmallImage.of("linux/amd64", "base 2");
    private static final SmallImage NEWER_ARM = SmallImage.of("linux/arm64/v8", "base 2");

    @Test
    void anIndexThatLacksAPinnedPlatformIsHeldUntilADigestHasItAgain() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.point(NEWER_INTEL);

        var held = one(round.run(), CandidateHeld.class);
        round.pass(Round.COOLDOWN);
        assertEquals(List.of(), every(round.run(), CandidateFound.class));
        var complete = round.point(NEWER_INTEL, NEWER_ARM);
        assertEquals(1, every(round.run(), CandidateWaiting.class).size());
        round.pass(Round.COOLDOWN);
        var found = one(round.run(), CandidateFound.class);

        assertEquals(CandidateHeld.Kind.UNSETTLED, held.kind());
        assertTrue(held.reason().startsWith("it lacks linux/arm64/v8, "), held.reason());
        assertEquals(complete, found.attempt().candidate().digest());
    }

    @Test
    void aSettledDigestIsFoundAlthoughTheNewestIsNotSettled() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        var complete = round.point(NEWER_INTEL, NEWER_ARM);
        round.run();
        round.pass(Round.COOLDOWN);
        round.point(SmallImage.of("linux/amd64", "base 3"));

        var found = one(round.run(), CandidateFound.class);

        assertEquals(complete, found.attempt().candidate().digest());
    }

    @Test
    void aHeldDigestIsRecordedOnceAlsoOverARestart() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.point(NEWER_INTEL);
        round.run();

        assertEquals(List.of(), every(round.run(), CandidateHeld.class));
        round.restart();
        round.run();

        assertEquals(
                1,
                round.journal()
                        .entries()
                        .entries(Selection.ALL.ofType("candidate.held"), 0, 9)
                        .size());
    }

    @Test
    void aPlatformThatTheConfigurationDoesNotNeedMayBeDropped() throws Exception {
        var needs = new Settling(Round.COOLDOWN, Round.COOLDOWN, Set.of(Platform.LINUX_AMD64), false);
        try (var needing = new Round(folder.resolve("b"), rules(needs))) {
            needing.pin(needing.point(INTEL, ARM));
            needing.run();
            needing.point(NEWER_INTEL);
            needing.run();
            needing.pass(Round.COOLDOWN);

            assertEquals(1, every(needing.run(), CandidateFound.class).size());
        }
    }

    @Test
    void newAttestationsAloneAreANoOp() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        var attested = round.pointAtIndex(List.of(INTEL.entry(), ARM.entry(), attestation()), INTEL, ARM);

        var told = round.run();
        round.pass(Round.COOLDOWN);

        var move = one(told, NoOpMove.class);
        assertEquals(NoOpMove.Kind.MANIFESTS, move.kind());
        assertEquals(attested, move.candidate().digest());
        assertEquals(1, every(told, DigestObserved.class).size());
        assertEquals(List.of(), every(told, CandidateWaiting.class));
        assertEquals(List.of(), every(round.run(), CandidateFound.class));
    }

    @Test
    void anotherPlatformThatIsAddedIsANoOp() throws Exception {
        round.pin(round.point(INTEL));
        round.run();
        round.point(INTEL, ARM);

        assertEquals(NoOpMove.Kind.MANIFESTS, one(round.run(), NoOpMove.class).kind());
    }

    @Test
    void theSameRootFilesystemAndConfigAreANoOpWhateverTheirDates() throws Exception {
        round.pin(round.point(INTEL.with(created("2026-01-01"))));
        round.run();
        round.point(INTEL.with(created("2026-02-02")));

        var told = round.run();

        assertEquals(NoOpMove.Kind.ROOTFS, one(told, NoOpMove.class).kind());
        assertEquals(List.of(), every(told, CandidateWaiting.class));
    }

    @Test
    void theSameRootFilesystemsMoveWhereTheConfigurationSaysSo() throws Exception {
        var moving = new Settling(Round.COOLDOWN, Round.COOLDOWN, Set.of(), true);
        try (var eager = new Round(folder.resolve("b"), rules(moving))) {
            eager.pin(eager.point(INTEL.with(created("2026-01-01"))));
            eager.run();
            eager.point(INTEL.with(created("2026-02-02")));

            assertEquals(1, every(eager.run(), CandidateWaiting.class).size());
        }
    }

    @Test
    void aChangedConfigIsNoNoOp() throws Exception {
        round.pin(round.point(INTEL));
        round.run();
        round.point(INTEL.with("\"config\":{\"User\":\"root\"}"));

        var told = round.run();

        assertEquals(List.of(), every(told, NoOpMove.class));
        assertEquals(1, every(told, CandidateWaiting.class).size());
    }

    @Test
    void oneChangedPlatformAmongSeveralIsNoNoOp() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.point(INTEL, NEWER_ARM);

        var told = round.run();

        assertEquals(List.of(), every(told, NoOpMove.class));
        assertEquals(1, every(told, CandidateWaiting.class).size());
    }

    @Test
    void whatCannotBeComparedIsHeldAndComparedAgain() throws Exception {
        round.pin(round.point(INTEL));
        round.run();
        var index = "{\"manifests\":[".getBytes(UTF_8);
        var broken = round.registry().push(Round.TAG.repository(), ManifestType.OCI_INDEX, index);
        round.registry().point(Round.TAG, broken.digest());

        var held = one(round.run(), CandidateHeld.class);

        assertEquals(CandidateHeld.Kind.UNREADABLE, held.kind());
        assertEquals(List.of(), every(round.run(), CandidateHeld.class));
    }

    private static Rules rules(Settling settling) {
        return new Rules(settling, Round.RULES.retry(), Intervals.DEFAULT, Map.of());
    }

    private static String created(String day) {
        return "\"created\":\"" + day + "T00:00:00Z\",\"history\":[{\"created\":\"" + day + "T00:00:00Z\"}]";
    }

    private static String attestation() {
        return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
                + Digest.of(new byte[] {9})
                + "\",\"size\":9,\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
                + "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}}";
    }
}
