package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Watch TAG = Watch.parse("registry.test/a:1");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final List<Recorded<?>> recorded = new ArrayList<>();
    private final Timetable timetable = new Timetable(new Replay(recorded), Intervals.DEFAULT);

    /** The tag was seen at another digest so long before noon. */
    private void moved(Duration before) {
        var manifest = new Descriptor(
                "application/vnd.oci.image.manifest.v1+json",
                Digest.of(before.toString().getBytes(StandardCharsets.UTF_8)),
                1);
        recorded.add(new Recorded<>(
                recorded.size(), new DigestObserved(NOON.minus(before), TAG, manifest, Optional.empty())));
    }

    @Test
    void aTagThatWasSeenJustNowIsLookedAtAsOftenAsAllowed() {
        moved(Duration.ofMinutes(1));

        assertEquals(QUARTER, timetable.interval(TAG, NOON));
    }

    @Test
    void aTagThatHasNotMovedForLongIsLookedAtAsSeldomAsAllowed() {
        moved(Duration.ofDays(400));

        assertEquals(Duration.ofHours(4), timetable.interval(TAG, NOON));
    }

    @Test
    void aTagThatMovesDailyIsLookedAtHourly() {
        IntStream.of(4, 3, 2, 1).mapToObj(Duration::ofDays).forEach(this::moved);

        assertEquals(Duration.ofHours(1), timetable.interval(TAG, NOON));
    }

    @Test
    void aMoveMakesTheIntervalShorterAgain() {
        moved(Duration.ofDays(4));
        assertEquals(Duration.ofHours(4), timetable.interval(TAG, NOON));

        moved(Duration.ofMinutes(1));
        timetable.moved(TAG);

        assertEquals(Duration.ofHours(2), timetable.interval(TAG, NOON));
    }

    @Test
    void ofATagThatNobodyPinsNothingIsKept() {
        moved(Duration.ofDays(4));
        timetable.interval(TAG, NOON);
        moved(Duration.ofMinutes(1));

        timetable.forgetUnless(TAG::equals);
        assertEquals(Duration.ofHours(4), timetable.interval(TAG, NOON));
        timetable.forgetUnless(watch -> false);

        assertEquals(Duration.ofHours(2), timetable.interval(TAG, NOON));
    }

    @Test
    void everyIntervalHasOneMomentWhateverTheCyclesAre() {
        moved(Duration.ofMinutes(1));
        var looks = 0;
        for (var at = NOON; at.isBefore(NOON.plus(Duration.ofHours(5))); at = at.plusSeconds(7)) {
            var many = timetable.looks(TAG, at, at.plusSeconds(7));
            assertTrue(many <= 1);
            looks += (int) many;
        }

        assertEquals(20, looks);
        assertEquals(20, timetable.looks(TAG, NOON, NOON.plus(Duration.ofHours(5))));
    }

    @Test
    void theMomentsOfManyTagsAreSpreadOut() {
        var due = new int[15];
        for (var tag = 0; tag < 1_500; tag++) {
            var watch = Watch.parse("registry.test/a:" + tag);
            for (var minute = 0; minute < due.length; minute++) {
                var from = NOON.plus(Duration.ofMinutes(minute));
                due[minute] += (int) timetable.looks(watch, from, from.plus(Duration.ofMinutes(1)));
            }
        }

        assertEquals(1_500, IntStream.of(due).sum());
        IntStream.of(due).forEach(many -> assertTrue(many > 60 && many < 140, many + " in a minute"));
    }

    @Test
    void theMomentsOfALongIntervalAreAmongThoseOfAShortOne() {
        moved(Duration.ofDays(400));
        var quiet = new Timetable(new Replay(List.of()), Intervals.DEFAULT);
        for (var minute = 0; minute < 600; minute++) {
            var from = NOON.plus(Duration.ofMinutes(minute));
            var until = from.plus(Duration.ofMinutes(1));
            assertTrue(timetable.looks(TAG, from, until) <= quiet.looks(TAG, from, until));
        }
    }
}
