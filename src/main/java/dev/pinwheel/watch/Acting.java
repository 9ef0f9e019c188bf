package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Takes the next step for pins, once: what was told, or is under way, is not told or begun again. */
final class Acting {

    private final Planning planning;
    private final Telling telling;
    private final Clock clock;
    private final Set<String> resumed = ConcurrentHashMap.newKeySet();
    private final Map<Place, Set<String>> said = new ConcurrentHashMap<>();
    private final Map<Turn, ReentrantLock> turns = new ConcurrentHashMap<>();

    /** How it is said what was found: recorded and told, or told alone where it is recorded already. */
    record Telling(Consumer<Event> tell, Consumer<Event> announce) {}

    /** A source's pins of a tag. */
    private record Place(Source source, Watch watch) {}

    /** A source's pins at a registry, of which one at a time is planned for; a slow registry delays no other's. */
    private record Turn(Source source, RegistryHost host) {}

    Acting(Planning planning, Telling telling, Clock clock) {
        this.planning = planning;
        this.telling = telling;
        this.clock = clock;
    }

    /** Plans and takes the next step for a source's pins of a tag; what fails is recorded, and stops no other. */
    void act(PinnedSource source, Watch watch) {
        var turn = new Turn(source.source(), watch.repository().host());
        var lock = turns.computeIfAbsent(turn, unseen -> new ReentrantLock());
        lock.lock();
        try {
            act(source, watch, planned(source, watch, source.pins().getOrDefault(watch, List.of())));
        } finally {
            lock.unlock();
        }
    }

    private Plan planned(PinnedSource source, Watch watch, List<Digest> pinned) {
        try {
            return planning.plan(source, watch, pinned);
        } catch (RuntimeException e) {
            var subject = source.source() + " " + watch;
            return new Plan(
                    List.of(new StepFailed(clock.instant(), "Planning", subject, Reason.of(e))),
                    new Plan.Step.Nothing());
        }
    }

    private void act(PinnedSource source, Watch watch, Plan plan) {
        note(new Place(source.source(), watch), plan.notes());
        switch (plan.step()) {
            case Plan.Step.Nothing() -> {}
            case Plan.Step.Try(var found) -> {
                underWay(found);
                telling.tell().accept(found);
            }
            case Plan.Step.Resume(var last) -> resume(last);
        }
    }

    /** Tells what was not told of the same pins the last time. */
    private void note(Place place, List<Event> notes) {
        var before = said.getOrDefault(place, Set.of());
        var now = new HashSet<String>();
        for (var event : notes) {
            var name = name(event);
            if (now.add(name) && !before.contains(name)) {
                telling.tell().accept(event);
            }
        }
        if (now.isEmpty()) {
            said.remove(place);
        } else {
            said.put(place, now);
        }
    }

    /** What tells a note from others; a step that fails again in the same way is the same. */
    private static String name(Event event) {
        return event instanceof StepFailed failed
                ? step(failed.event(), failed.subject() + " " + failed.reason())
                : step(event.getClass().getSimpleName(), event.key());
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
}
