package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Watch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {

    private static final Watch MIRROR = Watch.parse("mirror.test/copy/base/debian:12");

    @TempDir
    private Path folder;

    private Round round;

    @BeforeEach
    void open() throws Exception {
        var rules = Round.RULES;
        round = new Round(
                folder,
                new Rules(
                        rules.settling(),
                        rules.retry(),
                        rules.intervals(),
                        Map.of("registry.test", "mirror.test/copy", "elsewhere.test", "mirror.test/other")));
    }

    @AfterEach
    void close() {
        round.close();
    }

    @Test
    void aMirrorThatShowsTheSameIsNoNews() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "a");

        assertEquals(List.of(), every(round.run(), ViewSplit.class));
        assertEquals(1, round.asked().times(MIRROR));
    }

    @Test
    void aMirrorAtADigestThatTheLedgerKnowsIsBehind() throws Exception {
        round.pin(round.point("a"));
        var old = round.point(MIRROR, "a");
        round.run();
        var current = round.point("b");

        var split = one(round.run(), ViewSplit.class);

        assertEquals(ViewSplit.Kind.LAG, split.kind());
        assertEquals(old, split.mirrored());
        assertEquals(current, split.upstream());
        assertEquals(List.of(), every(round.run(), ViewSplit.class));
    }

    @Test
    void aMirrorAtADigestThatWasNeverSeenUpstreamIsAnAlarm() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "something else");

        var split = one(round.run(), ViewSplit.class);

        assertEquals(ViewSplit.Kind.ALARM, split.kind());
        assertEquals(MIRROR, split.mirror());
        assertTrue(split.reason().startsWith("the ledger never saw the tag there"), split.reason());
    }

    @Test
    void aMirrorThatIsAheadOfOurLookIsNoAlarm() throws Exception {
        round.pin(round.point("a"));
        round.point(MIRROR, "b");
        round.asked().before(watch -> {
            if (watch.equals(MIRROR)) {
                round.point("b");
            }
        });

        assertEquals(List.of(), every(round.run(), ViewSplit.class));
    }

    @Test
    void aMirrorThatGivesNoAnswerIsRecordedOnce() throws Exception {
        round.pin(round.point("a"));

        assertEquals(MIRROR, one(round.run(), LookFailed.class).watch());
        assertEquals(List.of(), every(round.run(), LookFailed.class));
    }
}
