package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.TagReturned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlapTest {

    @TempDir
    private Path folder;

    private Round round;

    @BeforeEach
    void open() throws Exception {
        round = new Round(folder);
    }

    @AfterEach
    void close() {
        round.close();
    }

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
}
