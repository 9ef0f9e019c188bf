package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.registry.SmallImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinglePlatformTest extends OverRounds {

    private static final SmallImage INTEL = SmallImage.of("linux/amd64", "base 1");
    private static final SmallImage ARM_6 = SmallImage.of("linux/arm/v6", "base 1 for 6");
    private static final SmallImage ARM_7 = SmallImage.of("linux/arm/v7", "base 1 for 7");
    private static final SmallImage NEWER_INTEL = SmallImage.of("linux/amd64", "base 2");
    private static final SmallImage NEWER_ARM_6 = SmallImage.of("linux/arm/v6", "base 2 for 6");
    private static final SmallImage NEWER_ARM_7 = SmallImage.of("linux/arm/v7", "base 2 for 7");

    @Test
    void aPinOfOnePlatformMovesToTheSamePlatformsManifest() throws Exception {
        round.point(INTEL, ARM_6, ARM_7);
        round.pin(ARM_6.digest());
        round.run();
        round.point(NEWER_INTEL, NEWER_ARM_7, NEWER_ARM_6);
        round.run();
        round.pass(Round.COOLDOWN);

        var found = one(round.run(), CandidateFound.class);

        assertEquals(NEWER_ARM_6.digest(), found.attempt().candidate().digest());
        assertEquals(List.of(ARM_6.digest()), found.attempt().candidate().pinned());
    }

    @Test
    void aPinOfOnePlatformNeedsNothingWhereItsPlatformHasNotMoved() throws Exception {
        round.point(INTEL, ARM_7);
        round.pin(INTEL.digest());
        round.run();
        round.point(INTEL, NEWER_ARM_7);

        var told = round.run();

        assertEquals(List.of(), every(told, CandidateWaiting.class));
        assertEquals(List.of(), every(told, NoOpMove.class));
        assertEquals(List.of(), every(told, CandidateHeld.class));
    }

    @Test
    void aPinOfAPlatformThatTheNewIndexLacksIsHeld() throws Exception {
        round.point(INTEL, ARM_6, ARM_7);
        round.pin(ARM_6.digest());
        round.run();
        round.point(NEWER_INTEL, NEWER_ARM_7);

        var held = one(round.run(), CandidateHeld.class);

        assertEquals(CandidateHeld.Kind.PLATFORM, held.kind());
        assertTrue(held.reason().contains("linux/arm/v6"), held.reason());
    }

    @Test
    void aWindowsPinMovesWithinItsBuild() throws Exception {
        var before = windows("10.0.17763.4000", "1");
        round.pointAtIndex(List.of(entry(before, "10.0.17763.4000")), before);
        round.pin(before.digest());
        round.run();
        var server2019 = windows("10.0.17763.4100", "2");
        var server2022 = windows("10.0.20348.2000", "3");
        round.pointAtIndex(
                List.of(entry(server2022, "10.0.20348.2000"), entry(server2019, "10.0.17763.4100")),
                server2019,
                server2022);
        round.run();
        round.pass(Round.COOLDOWN);

        var found = one(round.run(), CandidateFound.class);

        assertEquals(server2019.digest(), found.attempt().candidate().digest());
    }

    @Test
    void aLinuxPinDoesNotMoveToAWindowsImage() throws Exception {
        round.pin(round.push(INTEL));
        var windows = windows("10.0.17763.4000", "1");
        round.pointAtIndex(List.of(entry(windows, "10.0.17763.4000")), windows);

        assertEquals(
                CandidateHeld.Kind.PLATFORM,
                one(round.run(), CandidateHeld.class).kind());
    }

    @Test
    void pinsOfDifferentPlatformsAreHeld() throws Exception {
        round.point(INTEL, ARM_7);
        round.pin(Round.pinned(INTEL.digest()), Round.pinned(ARM_7.digest()));
        round.run();
        round.point(NEWER_INTEL, NEWER_ARM_7);

        var held = every(round.run(), CandidateHeld.class);

        var reason = held.getFirst().reason();
        assertTrue(reason.startsWith("the files pin manifests of different platforms ("), reason);
        assertTrue(reason.contains(INTEL.digest().abbreviated() + " for linux/amd64"), reason);
        assertTrue(reason.contains(ARM_7.digest().abbreviated() + " for linux/arm/v7"), reason);
        assertTrue(reason.endsWith("pin the index everywhere, or one platform's manifest everywhere"), reason);
    }

    @Test
    void aTagOfOneImageMovesToTheNewImage() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var moved = round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);

        assertEquals(
                moved,
                one(round.run(), CandidateFound.class).attempt().candidate().digest());
    }

    private static SmallImage windows(String version, String layer) {
        return SmallImage.of("windows/amd64", layer).with("\"os.version\":\"" + version + "\"");
    }

    private static String entry(SmallImage image, String version) {
        return image.entry().replace("\"os\":\"windows\"", "\"os\":\"windows\",\"os.version\":\"" + version + "\"");
    }
}
