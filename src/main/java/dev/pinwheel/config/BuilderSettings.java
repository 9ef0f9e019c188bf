package dev.pinwheel.config;

import java.time.Duration;

/**
 * What rebuilds.
 *
 * @param limit how long one Dockerfile may take
 */
public record BuilderSettings(Kind use, Duration limit) {

    /** The builders that Pinwheel drives. */
    public enum Kind {
        AUTO,
        BUILDAH,
        BUILDKIT
    }
}
