package dev.pinwheel.watch;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.StepFailed;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Starts cycles, and none while one is under way. */
public final class Rounds {

    private final Consumer<CycleStarted> tell;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    public Rounds(Consumer<CycleStarted> tell, Clock clock) {
        this.tell = tell;
        this.clock = clock;
    }

    /** Starts a cycle; {@code trigger} says what called for it. What {@code tell} throws is thrown on. */
    public void start(String trigger, CycleStarted.Scope scope) {
        if (underWay.compareAndSet(false, true)) {
            try {
                tell.accept(new CycleStarted(clock.instant(), trigger, scope));
            } catch (RuntimeException e) {
                underWay.set(false);
                throw e;
            }
        }
    }

    /** Hears that a cycle is done. */
    public void completed(CycleCompleted done) {
        underWay.set(false);
    }

    /** Hears that a step failed; a cycle that fails is over. */
    public void failed(StepFailed failure) {
        if (failure.event().equals(CycleStarted.class.getSimpleName())) {
            underWay.set(false);
        }
    }
}
