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

    private final KeptRegistry registry;
    private final History history;
    private final Searching searching;
    private final Maturity maturity;
    private final Clock clock;

    Choosing(KeptRegistry registry, History history, Searching searching, Maturity maturity, Clock clock) {
        this.registry = registry;
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
            var candidate = new Candidate(source, watch, pinned, option.target());
            if (history.progress(candidate).isPresent() || canBePulled(candidate, note)) {
                return Optional.of(new Chosen(option.target(), option.sighting(), found.urgency()));
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

    private boolean canBePulled(Candidate candidate, Consumer<Event> note) {
        try {
            registry.prove(candidate.watch().repository(), candidate.digest());
            return true;
        } catch (RegistryException e) {
            note.accept(new CandidateHeld(
                    clock.instant(), candidate, CandidateHeld.Kind.UNPULLABLE, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private CandidateWaiting waiting(Candidate candidate, Sighting sighting) {
        return new CandidateWaiting(clock.instant(), candidate, sighting.firstSeen(), maturity.matures(sighting));
    }
}
