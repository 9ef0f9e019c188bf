package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import java.time.Instant;

/**
 * A source was read at a commit it had not been read at before.
 *
 * @param pins how many pins were found
 * @param problems how many places could not be understood
 * @param report the pins and the problems, as evidence
 */
public record SourceRead(
        Instant at, Source source, String branch, String commit, int pins, int problems, Descriptor report)
        implements Event {

    @Override
    public String key() {
        return source + " " + commit + " " + report.digest();
    }
}
