package dev.pinwheel.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What rebuilds.
 *
 * @param host the docker daemon's address, as {@code DOCKER_HOST} has it; docker's own choice where absent
 * @param limit how long one Dockerfile may take
 */
public record BuilderSettings(Kind use, Optional<String> host, Duration limit) {

    /** The builders that Pinwheel drives. */
    public enum Kind {
        AUTO,
        BUILDAH,
        BUILDKIT
    }

    static BuilderSettings read(Section section) {
        var settings = new BuilderSettings(
                section.choice("use", BuilderSettings.Kind.AUTO, BuilderSettings.Kind.class),
                section.text("host"),
                section.duration("limit", Duration.ofMinutes(30)));
        section.end();
        return settings;
    }
}
