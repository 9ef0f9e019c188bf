package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.SmallImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody pins a digest that we have not seen at its tag yet. */
class PinnedAheadTest extends OverRounds {

    private Digest seen;

    @BeforeEach
    void seeOne() throws Exception {
        seen = round.point("a");
        round.pin(seen);
        round.run();
        round.pass(Round.COOLDOWN);
        round.run(DUE);
    }

    private List<Event> changed() {
        var change = new SourceChanged(round.now(), "github", round.now().toString(), round.source(), "push");
        round.append(change);
        round.asked().forget();
        return round.during(() -> round.cycle().hints().changed(change));
    }

    private void assertOnlySeenAt(Digest digest, List<Event> told) {
        assertEquals(digest, one(told, DigestObserved.class).digest());
        assertEquals(List.of(), every(told, CandidateFound.class));
        assertEquals(1, round.asked().times(Round.TAG));
    }

    @Test
    void aPushOfANewerPinIsNotRolledBack() throws Exception {
        var newer = round.point("b");
        round.pin(newer);

        assertOnlySeenAt(newer, changed());
    }

    @Test
    void aNewerPinIsNotRolledBackByACycle() throws Exception {
        var newer = round.point("b");
        round.pin(newer);
        round.asked().forget();

        assertOnlySeenAt(newer, round.run(DUE));
    }

    @Test
    void aNewerPinInOneOfTwoFilesIsNotRolledBack() throws Exception {
        var newer = round.point("b");
        round.pin(Round.pinned(seen), Round.pinned(newer));
        round.asked().forget();

        var told = round.run(DUE);

        assertOnlySeenAt(newer, told);
        assertEquals(newer, one(told, CandidateWaiting.class).candidate().digest());
    }

    @Test
    void aNewerPinIsNotRolledBackAfterARestart() throws Exception {
        var newer = round.point("b");
        round.pin(newer);
        round.restart();
        round.asked().forget();

        assertOnlySeenAt(newer, round.run(DUE));
    }

    @Test
    void aPinWaitsForAnAnswerAndSaysSo() throws Exception {
        var newer = round.point("b");
        round.pin(newer);
        round.registry().fail(Round.TAG, new Resolution.Unreachable("500"));

        var told = round.run(DUE);
        round.asked().forget();
        var again = round.run(DUE);

        assertEquals(List.of(), every(told, CandidateFound.class));
        var held = one(told, CandidateHeld.class);
        assertEquals(CandidateHeld.Kind.UNREADABLE, held.kind());
        assertTrue(held.reason().contains(newer.abbreviated()), held.reason());
        assertEquals(List.of(), every(again, CandidateFound.class));
        assertEquals(0, round.asked().times(Round.TAG));
        round.registry().heal(Round.TAG);
        round.pass(Duration.ofHours(1));

        assertEquals(newer, one(round.run(DUE), DigestObserved.class).digest());
    }

    /** What a tag shows now is what its pins rotate to, whoever wrote them and from where. */
    @Test
    void aPinThatItsTagWasNeverAtRotatesToWhatTheTagShowsNow() throws Exception {
        round.pin(round.push(SmallImage.of("linux/amd64", "of another place")));
        round.asked().forget();

        var found = one(round.run(DUE), CandidateFound.class);

        assertEquals(seen, found.attempt().candidate().digest());
        assertEquals(1, round.asked().times(Round.TAG));
    }

    @Test
    void aTagIsLookedAtOnceForSuchAPin() throws Exception {
        round.pin(round.push(SmallImage.of("linux/amd64", "of another place")));
        round.run(DUE);
        round.asked().forget();

        round.run(DUE);
        changed();

        assertEquals(0, round.asked().times(Round.TAG));
    }

    @Test
    void aTagIsLookedAtAgainForSuchAPinThatComesAgain() throws Exception {
        var elsewhere = round.push(SmallImage.of("linux/amd64", "of another place"));
        round.pin(elsewhere);
        round.run(DUE);
        round.pin(seen);
        round.run(DUE);
        round.pin(elsewhere);
        round.asked().forget();

        round.run(DUE);

        assertEquals(1, round.asked().times(Round.TAG));
    }

    @Test
    void aPinOfOnePlatformIsLookedAtOnce() throws Exception {
        var intel = SmallImage.of("linux/amd64", "base 1");
        round.point(intel, SmallImage.of("linux/arm64", "base 1"));
        round.pin(intel.digest());
        round.run();
        round.asked().forget();

        round.run(DUE);
        round.run(DUE);

        assertEquals(0, round.asked().times(Round.TAG));
    }
}
