package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What every round works with, whichever registry it is for. */
record Watched(
        Reading reading,
        Strangers strangers,
        Turns<Watch> turns,
        Looking looking,
        Mirrors mirrors,
        Liveness liveness,
        Acting acting,
        Timetable timetable,
        LastRounds rounds,
        LookLogs logs,
        Reporting reporting) {

    Consumer<Event> tell() {
        return reporting.tell();
    }

    Clock clock() {
        return reporting.clock();
    }

    /**
     * Looks at a tag and at its mirrors in what began at {@code started}, and tells what is new. Looks at one tag come
     * one after the other, until all is told: what a look finds is held against what the one before it found.
     * A look of which something is told only later may have to be taken once more.
     *
     * @param tell tells of it, and says whether it is told now
     */
    Look look(Instant started, Watch watch, Predicate<Event> tell) {
        return turns.inTurn(watch, () -> lookNow(started, watch, tell));
    }

    private Look lookNow(Instant started, Watch watch, Predicate<Event> tell) {
        var pins = reading.pinnings().pins(watch);
        var look = looking.look(started, watch);
        var isTold = look.news().stream().filter(tell).count() == look.news().size();
        if (look.moved()) {
            timetable.moved(watch);
        }
        look.digest().ifPresent(digest -> {
            pins.remove(new Pin(watch, digest));
            strangers.lookedFor(pins);
            mirrors.look(started, watch);
            if (isTold) {
                note(new LookLog.Line(started, LookLog.Done.LOOKED, new Pin(watch, digest)));
            }
        });
        return look;
    }

    /**
     * Plans and takes the next step for what a source pins of a tag by now.
     *
     * @param look looks at the tag, if that is needed first; one that gives no digest is looked at in its own time
     */
    void act(Source source, Watch watch, Supplier<Look> look) {
        acting.act(
                source,
                watch,
                () -> !reporting.failures().has(watch) && look.get().digest().isPresent());
    }

    /** Forgets what it knows of tags and pins that are pinned no more. */
    void forgetUnless(Pinnings pinned, boolean areAll) {
        strangers.forgetUnless(pinned::contains);
        timetable.forgetUnless(watch -> !pinned.of(watch).isEmpty());
        acting.forgetUnpinned();
        rounds.keep(pinned.hosts(), areAll);
    }

    private void note(LookLog.Line line) {
        logs.of(line.pin().watch().repository().host()).add(line);
    }

    /** Notes that a pin was found to be there in what began at {@code started}. */
    void checked(Instant started, Pin pin) {
        note(new LookLog.Line(started, LookLog.Done.CHECKED, pin));
    }

    /** The digest that a tag was seen at last. */
    Optional<Digest> last(Watch watch) {
        return looking.last(watch);
    }

    /** How many looks at a tag fall due; one that gave no digest is looked at most often, until it gives one. */
    long looks(Watch watch, Instant from, Instant until) {
        return reporting.failures().has(watch)
                ? timetable.mostLooks(watch, from, until)
                : timetable.looks(watch, from, until);
    }

    /** Whether a tag was never looked at. */
    boolean isNew(Watch watch) {
        return !timetable.isKnown(watch) && !reporting.failures().has(watch);
    }
}
