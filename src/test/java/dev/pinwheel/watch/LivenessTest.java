package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.SmallImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessTest extends OverRounds {

    private static final Duration DAY = Duration.ofDays(1);
    private static final SmallImage INTEL = SmallImage.of("linux/amd64", "base 1");
    private static final SmallImage ARM = SmallImage.of("linux/arm64", "base 1");

    private void delete(Digest digest) {
        round.registry().delete(Round.TAG.repository(), digest);
    }

    /** What a cycle a day later tells. */
    private List<Event> aDayLater() {
        round.pass(DAY);
        return round.run();
    }

    @Test
    void everyPinIsCheckedWithItsPlatformsOnceADay() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        aDayLater();
        round.asked().forget();

        var looked = one(aDayLater(), RegistryLooked.class);

        assertEquals(1, looked.pins());
        assertEquals(1, round.asked().times(INTEL.digest()));
        assertEquals(1, round.asked().times(ARM.digest()));
        round.asked().forget();
        round.run();
        assertEquals(0, round.asked().times(ARM.digest()));
    }

    @Test
    void aPinnedDigestThatHasVanishedIsSaidOnce() throws Exception {
        var pinned = round.point("a");
        round.pin(pinned);
        round.run();
        round.point("b");
        round.run();
        delete(pinned);

        var gone = one(aDayLater(), PinVanished.class);
        round.restart();

        assertEquals(pinned, gone.digest());
        assertEquals(List.of(), gone.missing());
        assertEquals(List.of(), every(aDayLater(), PinVanished.class));
    }

    @Test
    void aPlatformThatHasVanishedFromAnIndexIsNamed() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        delete(ARM.digest());

        var gone = one(aDayLater(), PinVanished.class);

        assertEquals(List.of("linux/arm64"), gone.missing());
    }

    @Test
    void whatComesBackIsSaidToo() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        delete(ARM.digest());
        var gone = one(aDayLater(), PinVanished.class);
        round.push(ARM);

        var back = one(round.run(), PinReturned.class);

        assertEquals(gone.at(), back.vanished());
        delete(ARM.digest());
        assertEquals(1, every(aDayLater(), PinVanished.class).size());
    }

    @Test
    void theRotationOfAVanishedPinDoesNotWaitForTheCooldown() throws Exception {
        var pinned = round.point("a");
        round.pin(pinned);
        round.run();
        var young = round.point("b");
        round.run();
        delete(pinned);

        var found = one(aDayLater(), CandidateFound.class);

        assertEquals(young, found.attempt().candidate().digest());
        assertTrue(found.urgency().orElseThrow().contains("has vanished"), found::toString);
    }

    @Test
    void theRotationOfAVanishedPinPrefersADigestThatHasMatured() throws Exception {
        var pinned = round.point("a");
        round.pin(pinned);
        round.run();
        var matured = round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);
        round.point("c");
        delete(pinned);

        var found = one(round.run(), CandidateFound.class);

        assertEquals(matured, found.attempt().candidate().digest());
    }

    @Test
    void aVanishedIndexIsReplacedByOneWithTheSamePlatforms() throws Exception {
        var pinned = round.point(INTEL, ARM);
        round.pin(pinned);
        round.run();
        aDayLater();
        var same = round.point(ARM, INTEL);
        delete(pinned);
        round.run();

        var found = one(aDayLater(), CandidateFound.class);

        assertEquals(same, found.attempt().candidate().digest());
    }

    @Test
    void aPinThatWasGoneBeforeTheFirstLookIsFoundAtThatLook() throws Exception {
        var current = round.point("b");
        round.pin(SmallImage.of("linux/amd64", "never pushed").digest());

        var told = round.run();

        assertEquals(1, every(told, PinVanished.class).size());
        assertEquals(
                current, one(told, CandidateFound.class).attempt().candidate().digest());
    }

    @Test
    void nothingIsConcludedFromARegistryThatDoesNotAnswerAndItIsSaidOnce() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.asked().failByDigest(new Resolution.Unreachable("500"));

        var told = aDayLater();
        round.restart();
        var again = aDayLater();

        assertEquals(List.of(), every(told, PinVanished.class));
        assertEquals("registry.test", one(told, PinsUnchecked.class).place());
        assertEquals(0, one(told, RegistryLooked.class).pins());
        assertEquals(List.of(), every(again, PinsUnchecked.class));
    }

    @Test
    void aCheckWithoutAnAnswerIsMadeAgainInTheNextCycleAndItsEndIsSaid() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.asked().failByDigest(new Resolution.Unreachable("500"));
        var began = one(aDayLater(), PinsUnchecked.class);
        round.asked().answerByDigest();

        var told = round.run();

        assertEquals(began.at(), one(told, PinsChecked.class).since());
        assertEquals(1, one(told, RegistryLooked.class).pins());
        assertEquals(List.of(), every(round.run(), PinsChecked.class));
    }

    @Test
    void aCheckWithAnotherKindOfFailureIsSaidAndOneThatComesBackOnceAnHour() throws Exception {
        round.pin(round.point(INTEL, ARM));
        round.run();
        round.asked().failByDigest(new Resolution.Unreachable("500"));
        var began = one(aDayLater(), PinsUnchecked.class);
        round.asked().failByDigest(new Resolution.Throttled(Duration.ofSeconds(9), "429"));
        var other = one(aDayLater(), PinsUnchecked.class);
        round.restart();

        assertEquals(List.of(), every(round.run(), PinsUnchecked.class));
        round.asked().failByDigest(new Resolution.Unreachable("500"));
        assertEquals(List.of(), every(round.run(), PinsUnchecked.class));
        assertEquals("unreachable", one(aDayLater(), PinsUnchecked.class).outcome());
        round.asked().answerByDigest();

        assertEquals("throttled", other.outcome());
        assertEquals(began.at(), one(aDayLater(), PinsChecked.class).since());
    }

    @Test
    void aCheckInWhichWeFailOurselvesIsSaidToBeThat() throws Exception {
        var pinned = round.point("a");
        round.point("b");
        round.pin(pinned);
        round.asked().throwFor(pinned);
        round.run();

        var told = one(aDayLater(), PinsUnchecked.class);

        assertEquals("broken", told.outcome());
        assertTrue(told.reason().contains("a bug"), told.reason());
    }

    @Test
    void checksWithoutAnAnswerOfWhatIsPinnedNoMoreAreOver() throws Exception {
        round.pin(round.point("a"));
        round.run();
        round.asked().failByDigest(new Resolution.Unreachable("500"));
        var began = one(aDayLater(), PinsUnchecked.class);
        round.asked().answerByDigest();
        round.pin(round.point("b"));

        assertEquals(began.at(), one(round.run(), PinsChecked.class).since());
        assertEquals(List.of(), every(round.run(), PinsChecked.class));
    }

    @Test
    void whatFailsIsCheckedLessAndLessOften() throws Exception {
        var pinned = round.point("a");
        round.pin(pinned);
        round.run();
        delete(pinned);
        aDayLater();
        round.asked().forget();

        for (var cycle = 0; cycle < 8 * 12; cycle++) {
            round.run(CycleStarted.Scope.DUE);
            round.pass(Duration.ofMinutes(5).minusSeconds(1));
        }

        var asked = round.asked().times(pinned);
        assertTrue(asked > 4 && asked < 30, "asked " + asked + " times in eight hours");
    }

    @Test
    void aCheckThatThrowsStopsNothing() throws Exception {
        var pinned = round.point("a");
        round.pin(pinned);
        round.run();
        delete(pinned);
        round.asked().throwFor(pinned);

        var told = aDayLater();

        assertEquals("registry.test/base/debian", one(told, PinsUnchecked.class).place());
        assertEquals(1, one(told, RegistryLooked.class).looked());
    }
}
