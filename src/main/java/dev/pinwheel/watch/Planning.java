package dev.pinwheel.watch;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What is to be done for one source's pins of one tag, by what the ledger holds. */
final class Planning {

    private static final Plan NOTHING = new Plan(List.of(), new Plan.Step.Nothing());

    private final History history;
    private final Choosing choosing;
    private final Strangers strangers;
    private final Duration retry;
    private final Clock clock;

    Planning(History history, Choosing choosing, Strangers strangers, Duration retry, Clock clock) {
        this.history = history;
        this.choosing = choosing;
        this.strangers = strangers;
        this.retry = retry;
        this.clock = clock;
    }

    /**
     * The next step for a source's pins of a tag.
     *
     * @param look looks at the tag where that is needed first, and says whether it gave a digest
     */
    Plan plan(PinnedSource source, Watch watch, BooleanSupplier look) {
        var pinned = source.pins().getOrDefault(watch, List.of());
        var last = history.lastDigest(watch);
        if (last.isEmpty() || pinned.stream().allMatch(last.get()::equals)) {
            return NOTHING;
        }
        if (strangers.areAmong(watch, pinned)) {
            if (!look.getAsBoolean()) {
                return unseen(new Candidate(source.source(), watch, pinned, last.get()));
            }
            strangers.lookedFor(
                    pinned.stream().map(digest -> new Pin(watch, digest)).toList());
        }
        return plan(source, watch, pinned);
    }

    /** Nobody can say whether a digest is newer than pins that its tag was never seen at. */
    private Plan unseen(Candidate candidate) {
        var pinned = candidate.pinned().stream().map(Digest::abbreviated).collect(Collectors.joining(", "));
        var reason = "the tag was not seen yet at what is pinned (" + pinned
                + "), which may be newer than our last look," + " and it gives no digest now; held until it does";
        var held = new CandidateHeld(clock.instant(), candidate, CandidateHeld.Kind.UNREADABLE, reason);
        return new Plan(List.of(held), new Plan.Step.Nothing());
    }

    private Plan plan(PinnedSource source, Watch watch, List<Digest> pinned) {
        if (pinned.stream().allMatch(history.lastDigest(watch).orElseThrow()::equals)) {
            return NOTHING;
        }
        var notes = new ArrayList<Event>();
        var step = choosing.choose(source.source(), watch, pinned, notes::add)
                .map(chosen -> step(source, watch, pinned, chosen))
                .orElseGet(Plan.Step.Nothing::new);
        return new Plan(notes, step);
    }

    private Plan.Step step(PinnedSource source, Watch watch, List<Digest> pinned, Choosing.Chosen chosen) {
        var candidate = new Candidate(source.source(), watch, pinned, chosen.target());
        return history.progress(candidate)
                .map(progress -> next(source, chosen, progress))
                .orElseGet(() -> found(source, new Attempt(candidate, 1), chosen));
    }

    private Plan.Step next(PinnedSource source, Choosing.Chosen chosen, Progress progress) {
        if (progress.isOpen()) {
            return isOutdated(source, progress)
                    ? again(source, chosen, progress)
                    : new Plan.Step.Resume(progress.last());
        }
        var held = progress.judged().map(Recorded::event).filter(judged -> judged.verdict() != Verdict.ACCEPTED);
        if (held.isPresent()
                && (isUrgentNow(chosen, progress)
                        || !held.get().at().plus(retry).isAfter(clock.instant()))) {
            return again(source, chosen, progress);
        }
        return new Plan.Step.Nothing();
    }

    /** Whether the pin has vanished since the attempt began. */
    private static boolean isUrgentNow(Choosing.Chosen chosen, Progress progress) {
        return chosen.urgency().isPresent()
                && progress.found().event().urgency().isEmpty();
    }

    /** Whether an accepted attempt waits to be proposed while the source has gone on since it was rebuilt. */
    private static boolean isOutdated(PinnedSource source, Progress progress) {
        return progress.judged().isPresent()
                && !progress.found().event().commit().equals(source.commit());
    }

    private Plan.Step again(PinnedSource source, Choosing.Chosen chosen, Progress progress) {
        var before = progress.found().event().attempt();
        return found(source, new Attempt(before.candidate(), before.number() + 1), chosen);
    }

    private Plan.Step found(PinnedSource source, Attempt attempt, Choosing.Chosen chosen) {
        return new Plan.Step.Try(new CandidateFound(
                clock.instant(),
                attempt,
                source.branch(),
                source.commit(),
                chosen.sighting().firstSeen(),
                chosen.urgency()));
    }
}
