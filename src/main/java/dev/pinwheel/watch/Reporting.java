package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/** How what looks find is told of: each thing by itself, or many failures of a registry together. */
record Reporting(Consumer<Event> tell, Failures failures, TagLists lists, Clock clock) {

    /** For all that is found in what began then. */
    Outages outages(Instant started) {
        return new Outages(this, started);
    }
}
