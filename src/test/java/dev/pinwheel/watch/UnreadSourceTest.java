package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two repositories cannot be read while the process starts again. */
class UnreadSourceTest {

    private static final Watch OTHER = Watch.parse("registry.test/base/other:1");

    @TempDir
    private Path folder;

    private Round round;
    private Digest first;

    @BeforeEach
    void readBoth() throws IOException {
        round = new Round(folder, Round.RULES, "app", "other");
        round.pinIn("app", Round.pinned(round.point("a")));
        first = round.point(OTHER, "o");
        round.pinIn("other", OTHER + "@" + first);
        round.run(DUE);
        round.away("other");
        round.restart();
    }

    @AfterEach
    void close() {
        round.close();
    }

    private boolean watches(String tag) {
        return round.cycle().watches(OTHER.repository(), Optional.of(new Tag(tag)));
    }

    private SourceRead read() {
        var other = new Source(folder.resolve("other.git").toString());
        return round.journal().lastRead(other).orElseThrow().event();
    }

    @Test
    void itsTagsAreLookedAtAsItPinnedThemLast() throws IOException {
        var moved = round.point(OTHER, "o2");
        round.pass(Duration.ofHours(7));

        var told = round.run(DUE);

        assertEquals(moved, one(told, DigestObserved.class).digest());
        assertEquals(1, every(told, SourceUnreadable.class).size());
        assertEquals(1, one(told, CycleCompleted.class).sources());
    }

    @Test
    void hooksForItsTagsAreForPinnedTagsAndOthersAreNot() {
        assertTrue(watches("1"));
        assertTrue(watches("2"));

        round.run(DUE);

        assertTrue(watches("1"));
        assertFalse(watches("2"));
    }

    @Test
    void itIsReadAsAnyOtherWhenItIsBack() throws IOException {
        round.run(DUE);
        round.back("other");
        round.pinIn("other", "registry.test/base/other:2@" + first);

        var told = round.run(DUE);

        assertEquals(1, every(told, SourceRead.class).size());
        assertTrue(watches("2"));
        assertFalse(watches("1"));
    }

    @Test
    void whereItsPinsAreLostAnythingMayBePinnedUntilItIsBack() throws IOException {
        Files.delete(round.evidence().path(read().report()));

        var unreadable = one(round.run(DUE), SourceUnreadable.class);

        assertTrue(unreadable.reason().contains("is lost, too"), unreadable.reason());
        assertTrue(watches("2"));
        round.back("other");
        round.run(DUE);
        assertTrue(watches("1"));
        assertFalse(watches("2"));
    }

    /** What nobody looked at meanwhile is looked at as soon as somebody pins it again. */
    @Test
    void whereItsPinsAreLostItsTagsAreLookedAtWhenItIsBack() throws IOException {
        Files.delete(round.evidence().path(read().report()));
        round.pass(Duration.ofHours(7));
        round.run(DUE);
        var moved = round.point(OTHER, "o2");
        round.back("other");

        var seen = one(round.run(DUE), DigestObserved.class);

        assertEquals(moved, seen.digest());
        assertEquals(List.of(), every(round.run(DUE), DigestObserved.class));
        assertEquals(0, one(round.run(DUE), CycleCompleted.class).looked());
    }

    @Test
    void oneThatWasNeverReadHoldsNothingUp() throws IOException {
        try (var fresh = new Round(folder.resolve("new"), Round.RULES, "app", "empty")) {
            fresh.pinIn("app", Round.pinned(fresh.point("a")));

            fresh.run(DUE);

            assertFalse(fresh.cycle().watches(OTHER.repository(), Optional.empty()));
        }
    }
}
