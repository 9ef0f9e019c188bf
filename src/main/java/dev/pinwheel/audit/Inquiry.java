package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;

/** A question on its way to its answer: it hears every fact in the order of the ledger and gives rows. */
public interface Inquiry {

    /** Hears one fact. */
    void hear(Recorded<Event> fact);

    /** No fact follows; what is still open is told. */
    default void end() {}
}
