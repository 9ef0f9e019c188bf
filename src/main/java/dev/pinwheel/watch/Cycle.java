package dev.pinwheel.watch;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One round: read every source, look once at every unique tag, and plan the next step for each pin. */
final class Cycle {

    private final Reading reading;
    private final Looking looking;
    private final Planning planning;
    private final Telling telling;
    private final Clock clock;
    private final Set<String> resumed = ConcurrentHashMap.newKeySet();

    /** How a cycle says what it found. */
    record Telling(Consumer<Event> tell, Consumer<Event> announce) {}

    Cycle(Reading reading, Looking looking, Planning planning, Telling telling, Clock clock) {
        this.reading = reading;
        this.looking = looking;
        this.planning = planning;
        this.telling = telling;
        this.clock = clock;
    }

    void run(CycleStarted started) {
        var sources = reading.read(started, telling.tell());
        var watches = unique(sources);
        var looks = Fanning.out(watches, watch -> looking.look(started, watch));
        looks.stream().flatMap(look -> look.news().stream()).forEach(telling.tell());
        for (var source : sources) {
            source.pins().forEach((watch, pinned) -> act(started, planning.plan(source, watch, pinned)));
        }
        telling.tell().accept(completed(started, sources, looks));
    }

    private static Collection<Watch> unique(List<PinnedSource> sources) {
        var watches = new LinkedHashSet<Watch>();
        sources.forEach(source -> watches.addAll(source.pins().keySet()));
        return watches;
    }

    private void act(CycleStarted started, Plan plan) {
        switch (plan) {
            case Plan.Nothing() -> {}
            case Plan.Tell(var event) -> {
                underWay(event);
                telling.tell().accept(event);
            }
            case Plan.Unpullable(var watch, var reason) ->
                telling.tell().accept(new LookFailed(clock.instant(), started.at(), watch, "unpullable", reason));
            case Plan.Resume(var last) -> resume(last);
        }
    }

    /** Takes up an open attempt once in this process; its steps go on by themselves unless one fails. */
    private void resume(Event last) {
        if (resumed.add(step(last.getClass().getSimpleName(), last.key()))) {
            telling.announce().accept(last);
        }
    }

    /** A step that this process has told goes on by itself and is not taken up again. */
    void underWay(Event step) {
        resumed.add(step(step.getClass().getSimpleName(), step.key()));
    }

    /** A step that failed may be resumed by the next cycle. */
    void failed(StepFailed failure) {
        resumed.remove(step(failure.event(), failure.subject()));
    }

    private static String step(String event, String key) {
        return event + " " + key;
    }

    private CycleCompleted completed(CycleStarted started, List<PinnedSource> sources, List<Look> looks) {
        var moved = looks.stream().filter(Look.Moved.class::isInstance).count();
        var failed = looks.stream().filter(Look.Failed.class::isInstance).count();
        return new CycleCompleted(
                clock.instant(), started.at(), sources.size(), looks.size(), (int) moved, (int) failed);
    }
}
