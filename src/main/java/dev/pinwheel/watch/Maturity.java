package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.Sighting;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long our own ledger has known the digests of a tag; registries do not say, and publishers could
 * forge it.
 */
final class Maturity {

    /** How many digests are read at once. */
    private static final int PAGE = 16;

    private final History history;
    private final Settling settling;
    private final Clock clock;

    Maturity(History history, Settling settling, Clock clock) {
        this.history = history;
        this.settling = settling;
        this.clock = clock;
    }

    /** The digests that a tag was seen at, each once, the newest first; read as far as somebody goes back. */
    Stream<Sighting> sightings(Watch watch) {
        return Stream.iterate(
                        page(watch, Long.MAX_VALUE),
                        page -> !page.isEmpty(),
                        page -> page(watch, page.getLast().index()))
                .flatMap(List::stream);
    }

    private List<Sighting> page(Watch watch, long before) {
        return history.sightings(watch, before, PAGE);
    }

    /** When a digest is old enough, and has stayed long enough if the tag has gone back to it. */
    Instant matures(Sighting sighting) {
        var matured = sighting.firstSeen().plus(settling.cooldown());
        var stayed = sighting.returned().map(at -> at.plus(settling.damping()));
        return stayed.filter(matured::isBefore).orElse(matured);
    }

    boolean hasMatured(Sighting sighting) {
        return !matures(sighting).isAfter(clock.instant());
    }
}
