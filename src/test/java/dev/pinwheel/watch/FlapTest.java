package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.ManifestType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlapTest extends OverRounds {

    @Test
    void aTagThatGoesBackIsRecognised() throws Exception {
        var first = round.point("a");
        round.pin(first);
        var seenAt = round.now();
        round.run();
        var left = round.point("b");
        round.run();
        round.point("a");

        var returned = one(round.run(), TagReturned.class);

        assertEquals(first, returned.digest());
        assertEquals(seenAt, returned.firstSeen());
        assertEquals(left, returned.left().digest());
    }

    @Test
    void aDigestThatTheTagGoesBackToMustStayAlthoughItIsKnownForLong() throws Exception {
        round.pin(round.point("a"));
        round.run();
        var flapping = round.point("b");
        round.run();
        round.point("a");
        round.run();
        round.pass(Round.COOLDOWN);
        round.point("b");
        var returnedAt = round.now();

        var waiting = one(round.run(), CandidateWaiting.class);
        round.pass(Duration.ofDays(1));
        var found = one(round.run(), CandidateFound.class);

        assertEquals(returnedAt.plus(Duration.ofDays(1)), waiting.until());
        assertEquals(flapping, found.attempt().candidate().digest());
    }

    @Test
    void aTagThatKeepsFlappingProposesNothing() throws Exception {
        round.pin(round.point("a"));
        round.run();
        round.point("b");
        round.run();
        round.pass(Round.COOLDOWN);
        for (var turn = 0; turn < 6; turn++) {
            round.point(turn % 2 == 0 ? "a" : "b");

            assertEquals(List.of(), every(round.run(), CandidateFound.class));
            round.pass(Duration.ofHours(12));
        }
    }

    @Test
    void theCooldownCountsFromTheFirstSightAndNotFromTheLast() throws Exception {
        round.pin(round.point("a"));
        round.run();
        round.point("b");
        round.run();
        round.pass(Round.COOLDOWN.minusSeconds(2));

        assertTrue(every(round.run(), CandidateFound.class).isEmpty());
        assertFalse(every(round.run(), CandidateFound.class).isEmpty());
    }

    @Test
    void aTagThatMovesEveryDayAlwaysHasAMaturedCandidate() throws Exception {
        round.pin(round.point("day 0"));
        round.run();
        for (var day = 1; day < 10; day++) {
            var moved = round.point("day " + day);
            var told = round.run();
            round.pass(Duration.ofDays(1));

            assertEquals(day > 3 ? 1 : 0, every(told, CandidateFound.class).size(), "day " + day + " " + moved);
        }
    }

    @Test
    void aTagThatMovesEveryHourAlwaysHasAMaturedCandidate() throws Exception {
        round.pin(round.point("pinned"));
        round.run();
        var moved = new ArrayList<Digest>();
        for (var hour = 0; hour < 72; hour++) {
            moved.add(seen("hour " + hour));
            round.pass(Duration.ofHours(1));
        }
        assertEquals(moved.getFirst(), found());
        round.pass(Duration.ofHours(1).minusSeconds(1));
        seen("hour 72");
        assertEquals(moved.get(1), found());
    }

    private Digest found() {
        return one(round.run(), CandidateFound.class).attempt().candidate().digest();
    }

    /** The tag moves, and that is recorded as a look would have done. */
    private Digest seen(String layer) {
        var digest = round.point(layer);
        var last = round.journal().lastObservation(Round.TAG).orElseThrow();
        round.append(new DigestObserved(
                round.now(),
                Round.TAG,
                new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), digest, 1),
                Optional.of(
                        new DigestObserved.Previous(last.index(), last.event().digest()))));
        return digest;
    }

    @Test
    void aTagThatFlapsBetweenYoungDigestsHidesNoMaturedOne() throws Exception {
        round.pin(round.point("pinned"));
        round.run();
        var matured = round.point("matured");
        round.run();
        round.pass(Round.COOLDOWN.minus(Duration.ofHours(1)));
        for (var turn = 0; turn < 80; turn++) {
            seen(turn % 2 == 0 ? "b" : "c");
        }
        round.pass(Duration.ofHours(1));

        var found = one(round.run(), CandidateFound.class);

        assertEquals(matured, found.attempt().candidate().digest());
    }
}
