package dev.pinwheel.config;

import dev.pinwheel.event.Severity;
import java.time.Duration;

/**
 * What a candidate is held against.
 *
 * @param severity a new finding at or above it blocks
 * @param cooldown how long ago our ledger must have seen a digest first
 * @param retry after which time a held or blocked candidate is tried again
 */
public record PolicySettings(Severity severity, Duration cooldown, Duration retry) {

    static PolicySettings read(Section section) {
        if (section.text("severity").filter("unknown"::equalsIgnoreCase).isPresent()) {
            section.problem("severity", "must be a severity that somebody can give, from NEGLIGIBLE to CRITICAL");
        }
        var settings = new PolicySettings(
                section.choice("severity", Severity.HIGH, Severity.class),
                section.duration("cooldown", Duration.ofDays(3)),
                section.duration("retry", Duration.ofHours(6)));
        section.end();
        return settings;
    }
}
