package dev.pinwheel.watch;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.event.Sighting;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the digests that pins could move to: those that the tag was seen at since it was last seen at a
 * pinned one, or at one that changes nothing. Where it was never seen at one, nobody knows which of its
 * digests are newer, so only the newest counts.
 */
final class Searching {

    /** How many digests that have not matured are judged, the newest of them; others are passed by. */
    private static final int YOUNG = 1_024;

    /** How many digests that have matured are judged, the newest of them. */
    private static final int MATURED = 64;

    /** The same where only a digest that changes nothing can tell how far back the pins are. */
    private static final int FAR = 1_024;

    private final History history;
    private final Maturity maturity;
    private final Moves moves;
    private final PinnedShapes pinnedShapes;
    private final Clock clock;

    Searching(History history, Maturity maturity, Moves moves, PinnedShapes pinnedShapes, Clock clock) {
        this.history = history;
        this.maturity = maturity;
        this.moves = moves;
        this.pinnedShapes = pinnedShapes;
        this.clock = clock;
    }

    /** A digest that the pins could move to, and the tag's digest that it comes from. */
    record Option(Digest target, Sighting sighting) {}

    /** What was found, the newest first, and why it cannot wait, if a pinned digest has vanished. */
    record Found(List<Option> options, Optional<String> urgency) {}

    /** Searches; {@code note} is told what there is to record of the digests that are left out. */
    Found search(Source source, Watch watch, List<Digest> pinned, Consumer<Event> note) {
        try {
            var known = pinnedShapes.of(watch, pinned, note);
            var options = new Trail(source, known, pinned, note).options();
            return new Found(options, pinnedShapes.urgency(watch, pinned));
        } catch (RegistryException e) {
            var newest = history.lastDigest(watch).orElseThrow();
            var candidate = new Candidate(source, watch, pinned, newest);
            note.accept(held(candidate, CandidateHeld.Kind.UNREADABLE, String.valueOf(e.getMessage())));
            return new Found(List.of(), Optional.empty());
        }
    }

    private CandidateHeld held(Candidate candidate, CandidateHeld.Kind kind, String reason) {
        return new CandidateHeld(clock.instant(), candidate, kind, reason);
    }

    /** The way back from the tag's newest digest to a pinned one. */
    private final class Trail {

        private final Source source;
        private final Moves.Pinned known;
        private final List<Digest> pinned;
        private final Consumer<Event> note;
        private final List<Option> options = new ArrayList<>();
        private int young;
        private int matured;

        Trail(Source source, Moves.Pinned known, List<Digest> pinned, Consumer<Event> note) {
            this.source = source;
            this.known = known;
            this.pinned = pinned;
            this.note = note;
        }

        List<Option> options() {
            var wasSeen = pinned.stream()
                    .anyMatch(digest -> history.firstSeen(known.watch(), digest).isPresent());
            var sightings = maturity.sightings(known.watch()).iterator();
            if (ends(sightings.next())) {
                return options;
            }
            var newest = List.copyOf(options);
            if (!wasSeen && known.single().isEmpty()) {
                return newest;
            }
            while (sightings.hasNext() && matured < (wasSeen ? MATURED : FAR)) {
                if (ends(sightings.next())) {
                    return options;
                }
            }
            return wasSeen ? options : newest;
        }

        /** Goes one step back; whether that is the last. */
        private boolean ends(Sighting sighting) {
            if (pinned.equals(List.of(sighting.digest()))) {
                return true;
            }
            var hasMatured = maturity.hasMatured(sighting);
            if (hasMatured) {
                matured++;
            } else {
                young++;
            }
            var isLast = (hasMatured || young <= YOUNG) && isLast(sighting, hasMatured);
            return isLast || pinned.contains(sighting.digest());
        }

        /** A matured digest of which nobody can say now what it is keeps those before it from taking its place. */
        private boolean isLast(Sighting sighting, boolean hasMatured) {
            return switch (moves.judge(known, sighting.digest())) {
                case Move.NoOp(var target, var kind, var reason) -> {
                    if (!pinned.contains(target)) {
                        note.accept(new NoOpMove(clock.instant(), candidate(target), kind, reason));
                    }
                    yield true;
                }
                case Move.Held(var kind, var reason) -> {
                    note.accept(held(candidate(sighting.digest()), kind, reason));
                    yield hasMatured && kind == CandidateHeld.Kind.UNREADABLE;
                }
                case Move.Onward(var target) -> {
                    options.add(new Option(target, sighting));
                    yield false;
                }
            };
        }

        private Candidate candidate(Digest digest) {
            return new Candidate(source, known.watch(), pinned, digest);
        }
    }
}
