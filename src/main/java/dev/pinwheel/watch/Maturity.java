package dev.pinwheel.watch;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long our own ledger has known the digests of a tag; registries do not say, and publishers could
 * forge it.
 */
final class Maturity {

    /** A digest that a tag was seen at, and when first. */
    record Sighting(Digest digest, Instant firstSeen) {}

    private final History history;
    private final Duration cooldown;
    private final Clock clock;

    Maturity(History history, Duration cooldown, Clock clock) {
        this.history = history;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    /**
     * The digests that could take the place of the pinned ones, the newest first: those that the tag was
     * seen at since it was last seen at a pinned one, and, where several are pinned, that one too. Where
     * the tag was never seen at a pinned one, nobody knows which of its digests are newer, so only the
     * newest counts.
     */
    List<Sighting> newerThan(Watch watch, List<Digest> pinned) {
        var newer = new ArrayList<Sighting>();
        for (var observation : history.observations(watch)) {
            var digest = observation.event().digest();
            if (pinned.equals(List.of(digest))) {
                break;
            }
            newer.add(sighting(watch, observation));
            if (pinned.contains(digest)) {
                return newer;
            }
        }
        return isKnown(watch, pinned) ? newer : newer.subList(0, Math.min(1, newer.size()));
    }

    private boolean isKnown(Watch watch, List<Digest> pinned) {
        return pinned.stream()
                .anyMatch(digest -> history.firstSeen(watch, digest).isPresent());
    }

    private Sighting sighting(Watch watch, Recorded<DigestObserved> observation) {
        var digest = observation.event().digest();
        var firstSeen =
                history.firstSeen(watch, digest).orElse(observation.event().at());
        return new Sighting(digest, firstSeen);
    }

    Instant matures(Sighting sighting) {
        return sighting.firstSeen().plus(cooldown);
    }

    boolean hasMatured(Sighting sighting) {
        return !matures(sighting).isAfter(clock.instant());
    }
}
