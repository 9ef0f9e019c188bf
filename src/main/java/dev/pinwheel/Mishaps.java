package dev.pinwheel;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.bus.StoppedException;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.StepFailed;
import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what a hearer throws recorded; if even that fails, nothing may go on. */
final class Mishaps {

    private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);

    private final Clock clock;
    private final Consumer<Event> tell;
    private final Consumer<String> fatal;

    /** Mishaps that are told here; {@code fatal} hears why one cannot be. */
    Mishaps(Clock clock, Consumer<Event> tell, Consumer<String> fatal) {
        this.clock = clock;
        this.tell = tell;
        this.fatal = fatal;
    }

    /** Tells what a hearer of an event threw; of a hearer of mishaps it is only logged, as it would throw again. */
    void met(Event event, Throwable failure) {
        if (event instanceof StepFailed) {
            LOG.error("a hearer of {} failed", event, failure);
            return;
        }
        try {
            tell.accept(
                    new StepFailed(clock.instant(), event.getClass().getSimpleName(), event.key(), Reason.of(failure)));
        } catch (StoppedException e) {
            LOG.debug("a hearer of {} failed while everything stopped", event, failure);
        } catch (RuntimeException e) {
            fatal.accept(Reason.of(e));
        }
    }
}
