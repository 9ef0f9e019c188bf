package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Watch;

/** The next step for one source's pins of one tag. */
sealed interface Plan {

    /** The pins are where they should be, or a verdict stands. */
    record Nothing() implements Plan {}

    /** A fact to record: a candidate was found, or waits. */
    record Tell(Event event) implements Plan {}

    /** An attempt whose last recorded step is this one goes on from there. */
    record Resume(Event last) implements Plan {}

    /** The tag has newer digests that have matured, and none can be pulled. */
    record Unpullable(Watch watch, String reason) implements Plan {}
}
