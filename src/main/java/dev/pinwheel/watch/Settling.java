package dev.pinwheel.watch;

import dev.pinwheel.image.Platform;
import dev.pinwheel.registry.Index;
import java.time.Duration;
import java.util.Set;

/**
 * When a digest is settled enough to be a candidate.
 *
 * @param cooldown how long ago the ledger must have seen it first
 * @param damping how long a tag must stay at a digest that it has gone back to
 * @param platforms which of the pinned platforms must be there; all of them where this is empty
 * @param sameContentMoves whether pins move to a digest with the same root filesystems and configs, too
 */
public record Settling(Duration cooldown, Duration damping, Set<Platform> platforms, boolean sameContentMoves) {

    public Settling {
        platforms = Set.copyOf(platforms);
    }

    boolean needs(Platform platform) {
        return platforms.isEmpty() || platforms.stream().anyMatch(needed -> Index.same(needed, platform));
    }
}
