package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.util.Optional;

/** What came of rebuilding one Dockerfile on a candidate. */
public sealed interface Rebuild {

    /** The Dockerfile, as a path in the source. */
    String dockerfile();

    /**
     * It built.
     *
     * @param builder the builder's name and version
     * @param image the digest of the built image's manifest
     * @param usedCandidate whether the built image, read back, begins with the candidate's layers
     * @param log the build's output, as evidence
     */
    record Built(
            String dockerfile, String builder, Digest image, UsedCandidate usedCandidate, Duration took, Descriptor log)
            implements Rebuild {}

    /** It did not build; {@code log} is the build's output, where it got that far. */
    record Failed(String dockerfile, String builder, String reason, Optional<Descriptor> log) implements Rebuild {}

    /** Whether the built image really stands on the candidate, and how that was told. */
    record UsedCandidate(boolean proved, String how) {}
}
