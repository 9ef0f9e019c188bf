package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The looks at one mirror: at its own pace, and of those that fail in one way the most are told together. */
final class Visits {

    private final Errands errands = new Errands();
    private final Turns<Watch> turns;
    private final Reporting reporting;
    private Optional<Outages> outages = Optional.empty();

    Visits(Turns<Watch> turns, Reporting reporting) {
        this.turns = turns;
        this.reporting = reporting;
    }

    /** Has something looked at; whoever asks does not wait for it. */
    void add(Watch mirror, Supplier<List<Event>> look) {
        errands.add(mirror, () -> turns.take(mirror, () -> tell(look.get())));
    }

    private synchronized void tell(List<Event> news) {
        if (outages.isEmpty()) {
            outages = Optional.of(reporting.outages(reporting.clock().instant()));
        }
        news.forEach(outages.get()::tell);
    }

    /** Waits until all is looked at, at most for so long, and tells of what was found until then. */
    void await(long nanoseconds) {
        try {
            errands.await(nanoseconds);
        } finally {
            end();
        }
    }

    private synchronized void end() {
        var found = outages;
        outages = Optional.empty();
        found.ifPresent(Outages::end);
    }
}
