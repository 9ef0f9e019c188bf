package dev.pinwheel.candidate;

import dev.pinwheel.image.Digest;

/** What came of a build; {@code log} is the builder's whole output, secrets removed, bounded in size. */
public sealed interface BuildResult {

    String log();

    /** The image is in the order's layout directory, under this manifest digest. */
    record Built(Digest image, String log) implements BuildResult {}

    /** There is no image. */
    record Failed(String reason, String log) implements BuildResult {}
}
