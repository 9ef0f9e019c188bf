package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchlistTest {

    private static final Source APP = new Source("app");
    private static final Source TOOL = new Source("tool");
    private static final Watch PYTHON = Watch.parse("python:3.11");
    private static final Watch ALPINE = Watch.parse("alpine:3.20");

    private final Watchlist list = new Watchlist(List.of(APP, TOOL));

    private boolean mayContain(Watch watch) {
        return list.mayContain(watch.repository(), Optional.of(watch.tag()));
    }

    @Test
    void aSourceThatWasNotReadYetMayPinAnything() {
        list.put(APP, Set.of(PYTHON));

        assertTrue(mayContain(ALPINE));
    }

    @Test
    void containsTheTagsThatSourcesPinAndNoOthers() {
        list.put(APP, Set.of(PYTHON));
        list.put(TOOL, Set.of());

        assertTrue(mayContain(PYTHON));
        assertFalse(mayContain(new Watch(PYTHON.repository(), new Tag("3.12"))));
        assertFalse(mayContain(ALPINE));
    }

    @Test
    void containsARepositoryOfWhichSomeTagIsPinned() {
        list.put(APP, Set.of(PYTHON));
        list.put(TOOL, Set.of());

        assertTrue(list.mayContain(PYTHON.repository(), Optional.empty()));
        assertFalse(list.mayContain(ALPINE.repository(), Optional.empty()));
    }

    @Test
    void forgetsWhatASourceNoLongerPins() {
        list.put(APP, Set.of(PYTHON));
        list.put(TOOL, Set.of());
        list.put(APP, Set.of(ALPINE));

        assertFalse(mayContain(PYTHON));
        assertTrue(mayContain(ALPINE));
    }
}
