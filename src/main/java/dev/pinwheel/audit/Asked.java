package dev.pinwheel.audit;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.Optional;

/**
 * What a question is narrowed to; what is absent narrows nothing.
 *
 * @param asOf only facts that happened at this time or before it are heard
 * @param days how many days are too long, where a question asks for a time
 */
public record Asked(
        Optional<Instant> asOf,
        Optional<Watch> image,
        Optional<Source> source,
        Optional<Digest> digest,
        Optional<String> vulnerability,
        int days) {

    /** FedRAMP's limit for the age of a scan. */
    public static final int USUAL_DAYS = 30;

    /** Everything that is known. */
    public static final Asked EVERYTHING = new Asked(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), USUAL_DAYS);

    boolean about(Watch watch) {
        return image.isEmpty() || image.get().equals(watch);
    }

    /** Whether an image is meant, by its name and tag as they print. */
    boolean isAbout(String other) {
        return image.map(Watch::toString).map(other::equals).orElse(true);
    }

    boolean about(Source other) {
        return source.isEmpty() || source.get().equals(other);
    }

    boolean about(Source other, Watch watch) {
        return about(other) && about(watch);
    }

    /** The same as of a time, if it is not asked as of another; every fact is heard all the same. */
    Asked by(Instant present) {
        return new Asked(asOf.or(() -> Optional.of(present)), image, source, digest, vulnerability, days);
    }

    boolean hears(Instant at) {
        return asOf.isEmpty() || !at.isAfter(asOf.get());
    }
}
