package dev.pinwheel.watch;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Sighting;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses which of a tag's digests takes the place of the pinned ones: the newest that has matured and
 * can still be pulled. Where a pinned one has vanished, one that has not matured does, too.
 */
final class Choosing {

    private final Pullable pullable;
    private final History history;
    private final Searching searching;
    private final Maturity maturity;
    private final Clock clock;

    Choosing(Pullable pullable, History history, Searching searching, Maturity maturity, Clock clock) {
        this.pullable = pullable;
        this.history = history;
        this.searching = searching;
        this.maturity = maturity;
        this.clock = clock;
    }

    /** The digest that was chosen, when its tag was first seen there, and why it cannot wait, if it cannot. */
    record Chosen(Digest target, Sighting sighting, Optional<String> urgency) {}

    /** A choice of one; {@code note} is told what there is to record of the others. */
    Optional<Chosen> choose(Source source, Watch watch, List<Digest> pinned, Consumer<Event> note) {
        var found = searching.search(source, watch, pinned, note);
        for (var option : inOrder(found)) {
            var held = held(new Candidate(source, watch, pinned, option.target()));
            if (held.isEmpty()) {
                return Optional.of(new Chosen(option.target(), option.sighting(), found.urgency()));
            }
            note.accept(held.get());
            if (held.get().kind() == CandidateHeld.Kind.UNREADABLE) {
                return Optional.empty();
            }
        }
        found.options().stream()
                .filter(option -> !maturity.hasMatured(option.sighting()))
                .min(Comparator.comparing(option -> maturity.matures(option.sighting())))
                .ifPresent(next ->
                        note.accept(waiting(new Candidate(source, watch, pinned, next.target()), next.sighting())));
        return Optional.empty();
    }

    private List<Searching.Option> inOrder(Searching.Found found) {
        var order = new ArrayList<Searching.Option>();
        found.options().stream()
                .filter(option -> maturity.hasMatured(option.sighting()))
                .forEach(order::add);
        if (found.urgency().isPresent()) {
            found.options().stream()
                    .filter(option -> !maturity.hasMatured(option.sighting()))
                    .forEach(order::add);
        }
        return order;
    }

    /** Why a digest cannot be taken; only one that is gone lets an older one take its place. */
    private Optional<CandidateHeld> held(Candidate candidate) {
        try {
            return pullable.gone(candidate, history.progress(candidate).isPresent())
                    .map(gone -> held(candidate, CandidateHeld.Kind.UNPULLABLE, gone.sentence()));
        } catch (RegistryException e) {
            return Optional.of(held(candidate, CandidateHeld.Kind.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    private CandidateHeld held(Candidate candidate, CandidateHeld.Kind kind, String reason) {
        return new CandidateHeld(clock.instant(), candidate, kind, reason);
    }

    private CandidateWaiting waiting(Candidate candidate, Sighting sighting) {
        return new CandidateWaiting(clock.instant(), candidate, sighting.firstSeen(), maturity.matures(sighting));
    }
}
