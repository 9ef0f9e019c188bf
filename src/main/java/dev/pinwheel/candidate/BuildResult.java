package dev.pinwheel.candidate;

import dev.pinwheel.image.Digest;
import java.util.Set;

/** What came of a build; {@code log} is the builder's whole output, secrets removed, bounded in size. */
public sealed interface BuildResult {

    String log();

    /**
     * The image is in the order's layout directory, under this manifest digest.
     *
     * @param bases the digests of the images that the builder pulled for this build's stages
     */
    record Built(Digest image, Set<Digest> bases, String log) implements BuildResult {

        public Built {
            bases = Set.copyOf(bases);
        }
    }

    /** There is no image. */
    record Failed(String reason, String log) implements BuildResult {}
}
