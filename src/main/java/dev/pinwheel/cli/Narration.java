package dev.pinwheel.cli;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells people what happens: a line an event, and on a terminal, while a step takes long, a line that
 * counts its seconds.
 */
final class Narration implements Consumer<Event>, AutoCloseable {

    private final PrintWriter out;
    private final boolean interactive;
    private final ScheduledExecutorService ticking;
    private String step = "";
    private int seconds;
    private int failures;

    Narration(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        this.ticking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
        if (interactive) {
            var ticks = ticking.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
            assert !ticks.isDone();
        }
    }

    @Override
    public synchronized void accept(Event event) {
        if (isFailure(event)) {
            failures++;
        }
        say((interactive ? "" : event.at() + " ") + Sentences.of(event));
        step = switch (event) {
            case CandidateFound found -> "rebuilding";
            case CandidateRebuilt rebuilt -> "scanning";
            default -> "";
        };
        seconds = 0;
    }

    private static boolean isFailure(Event event) {
        return event instanceof LookFailed
                || event instanceof SourceUnreadable
                || event instanceof StepFailed
                || event instanceof PinsUnchecked
                || (event instanceof RegistryOutage outage && !outage.over());
    }

    /** How many events so far say that something failed. */
    synchronized int failures() {
        return failures;
    }

    /** Says why nothing can go on. */
    synchronized void fail(String reason) {
        failures++;
        say("pinwheel: " + Sentences.printable(reason));
    }

    synchronized void say(String sentence) {
        clear();
        out.println(sentence);
        out.flush();
    }

    private synchronized void tick() {
        seconds++;
        if (!step.isEmpty()) {
            out.print("\r" + step + " … " + seconds + " s");
            out.flush();
        }
    }

    private void clear() {
        if (!step.isEmpty() && seconds > 0) {
            out.print("\r" + " ".repeat(40) + "\r");
        }
    }

    @Override
    public void close() {
        ticking.shutdownNow();
    }
}
