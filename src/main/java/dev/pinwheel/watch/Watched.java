package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/** What every round works with, whichever registry it is for. */
record Watched(
        Looking looking,
        Views views,
        Liveness liveness,
        Acting acting,
        Timetable timetable,
        Failures failures,
        LastRounds rounds,
        TagLists lists,
        Consumer<Event> tell,
        Clock clock) {

    /** Looks at a tag and at its mirrors now, and tells what is new. */
    void look(Watch watch) {
        look(clock.instant(), watch, tell);
    }

    /** The same in what began at {@code started}. */
    Look look(Instant started, Watch watch, Consumer<Event> tell) {
        var look = looking.look(started, watch);
        look.news().forEach(tell);
        if (look.moved()) {
            timetable.moved(watch);
        }
        look.digest().ifPresent(digest -> views.compare(started, watch, digest).forEach(tell));
        return look;
    }

    /** How many looks at a tag fall due; one that gave no digest is looked at most often, until it gives one. */
    long looks(Watch watch, Instant from, Instant until) {
        return failures.has(watch) ? timetable.mostLooks(watch, from, until) : timetable.looks(watch, from, until);
    }

    /** Whether a tag was never looked at. */
    boolean isNew(Watch watch) {
        return !timetable.isKnown(watch) && !failures.has(watch);
    }
}
