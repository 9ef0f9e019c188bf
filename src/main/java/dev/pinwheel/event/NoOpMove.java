package dev.pinwheel.event;

import java.time.Instant;

/** A tag moved without changing what its pin stands for; the move goes no further. */
public record NoOpMove(Instant at, Candidate candidate, Kind kind, String reason) implements Event {

    /** What is the same although the digest is another. */
    public enum Kind {
        /** The platforms' manifests: only attestation manifests, annotations or other platforms changed. */
        MANIFESTS,
        /** The platforms' root filesystems and configs, dates aside. */
        ROOTFS
    }

    @Override
    public String key() {
        return candidate.key() + " " + kind;
    }
}
