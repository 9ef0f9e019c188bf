package dev.pinwheel.watch;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * How long our own ledger has known the digests of a tag; registries do not say, and publishers could
 * forge it.
 */
final class Maturity {

    /** How many of a tag's newest observations are considered. */
    private static final int CONSIDERED = 64;

    /**
     * A digest that a tag was seen at.
     *
     * @param firstSeen when first
     * @param returned when last, if the tag has gone back to it since
     */
    record Sighting(Digest digest, Instant firstSeen, Optional<Instant> returned) {}

    private final History history;
    private final Settling settling;
    private final Clock clock;

    Maturity(History history, Settling settling, Clock clock) {
        this.history = history;
        this.settling = settling;
        this.clock = clock;
    }

    /** The digests that a tag was seen at lately, each once, the newest first. */
    List<Sighting> sightings(Watch watch) {
        var sightings = new LinkedHashMap<Digest, Sighting>();
        for (var observation : history.observations(watch, CONSIDERED)) {
            sightings.computeIfAbsent(observation.event().digest(), digest -> sighting(watch, observation));
        }
        return List.copyOf(sightings.values());
    }

    private Sighting sighting(Watch watch, Recorded<DigestObserved> observation) {
        var seen = observation.event();
        var firstSeen = history.firstSeen(watch, seen.digest()).orElse(seen.at());
        return new Sighting(seen.digest(), firstSeen, Optional.of(seen.at()).filter(at -> at.isAfter(firstSeen)));
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
