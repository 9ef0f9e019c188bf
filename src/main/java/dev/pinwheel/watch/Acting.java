package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes the next step for pins, once: what was told, or is under way, is not told or begun again. */
final class Acting {

    private final Function<Source, Optional<PinnedSource>> reading;
    private final Planning planning;
    private final Telling telling;
    private final Clock clock;
    private final Map<String, Set<String>> underWay = new ConcurrentHashMap<>();
    private final Map<Place, Set<String>> said = new ConcurrentHashMap<>();
    private final Turns<Place> turns = new Turns<>();

    /** How it is said what was found: recorded and told, or told alone where it is recorded already. */
    record Telling(Consumer<Event> tell, Consumer<Event> announce) {}

    /** A source's pins of a tag, for which one plan at a time is made; a slow registry delays no other place's. */
    private record Place(Source source, Watch watch) {}

    /**
     * Nothing is under way.
     *
     * @param reading what a source pins, as it was read last
     */
    Acting(Function<Source, Optional<PinnedSource>> reading, Planning planning, Telling telling, Clock clock) {
        this.reading = reading;
        this.planning = planning;
        this.telling = telling;
        this.clock = clock;
    }

    /**
     * Plans and takes the next step for what a source pins of a tag by now; what fails is recorded, and stops no other.
     *
     * @param look looks at the tag where that is needed first, and says whether it gave a digest
     */
    void act(Source source, Watch watch, BooleanSupplier look) {
        turns.take(new Place(source, watch), () -> reading.apply(source)
                .ifPresent(now -> act(now, watch, planned(now, watch, look))));
    }

    private Plan planned(PinnedSource source, Watch watch, BooleanSupplier look) {
        try {
            return planning.plan(source, watch, look);
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
                ? failed.event() + " " + failed.subject() + " " + failed.reason()
                : event.getClass().getSimpleName() + " " + event.key();
    }

    /** Takes up an open attempt once in this process; its steps go on by themselves unless one fails. */
    private void resume(Event last) {
        if (begin(last)) {
            telling.announce().accept(last);
        }
    }

    /** A step of an attempt that this process has told goes on by itself and is not taken up again. */
    void underWay(Event step) {
        begin(step);
    }

    private boolean begin(Event step) {
        return underWay.computeIfAbsent(step.key(), attempt -> ConcurrentHashMap.newKeySet())
                .add(step.getClass().getSimpleName());
    }

    /** An attempt that is judged goes on to be proposed, or ends here. */
    void judged(CandidateJudged step) {
        if (step.verdict() == Verdict.ACCEPTED) {
            underWay(step);
        } else {
            ended(step);
        }
    }

    /** An attempt that has ended has no step that could be taken up again. */
    void ended(Event last) {
        underWay.remove(last.key());
    }

    /** How many attempts have steps under way. */
    int attempts() {
        return underWay.size();
    }

    /** Forgets what was told of pins that are no more. */
    void forgetUnpinned() {
        said.keySet().removeIf(place -> reading.apply(place.source())
                .filter(now -> now.pins().containsKey(place.watch()))
                .isEmpty());
    }

    /** A step that failed may be resumed by the next cycle. */
    void failed(StepFailed failure) {
        underWay.computeIfPresent(failure.subject(), (attempt, steps) -> {
            steps.remove(failure.event());
            return steps;
        });
    }
}
