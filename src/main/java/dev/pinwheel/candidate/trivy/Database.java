package dev.pinwheel.candidate.trivy;

import dev.pinwheel.image.Watch;
import java.nio.file.Path;

/** Trivy's cache directory, whose {@code db/} holds the vulnerability database, and where that comes from. */
public record Database(Path cacheDirectory, Origin origin) {

    /** Where a database comes from. */
    public sealed interface Origin {

        /** Somebody else puts it there; it is used as it is. */
        record Placed() implements Origin {}

        /** The places that Trivy itself knows; it is brought up to date before each scan. */
        record TrivysOwn() implements Origin {}

        /** A tag in a registry; it is brought up to date before each scan. */
        record Registry(Watch tag) implements Origin {}
    }
}
