package dev.pinwheel.watch;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.Event;
import java.util.List;

/**
 * What is to be done for one source's pins of one tag.
 *
 * @param notes what there is to record on the way
 */
record Plan(List<Event> notes, Step step) {

    Plan {
        notes = List.copyOf(notes);
    }

    /** The next step. */
    sealed interface Step {

        /** The pins are where they should be, or must wait, or a verdict stands. */
        record Nothing() implements Step {}

        /** A candidate is to be tried. */
        record Try(CandidateFound found) implements Step {}

        /** An attempt whose last recorded step is this one goes on from there. */
        record Resume(Event last) implements Step {}
    }
}
