package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/**
 * A mirror shows another digest for a tag than its registry does.
 *
 * @param mirror the tag as the mirror has it
 * @param upstream the digest that the registry shows
 * @param mirrored the digest that the mirror shows
 */
public record ViewSplit(
        Instant at, Watch watch, Watch mirror, Digest upstream, Digest mirrored, Kind kind, String reason)
        implements Event {

    /** What the difference means. */
    public enum Kind {
        /** The ledger has seen the tag at the mirror's digest before: the mirror is behind. */
        LAG,
        /** The ledger has never seen the tag at the mirror's digest: an alarm. */
        ALARM
    }

    @Override
    public String key() {
        return watch + "@" + upstream + " " + mirror + "@" + mirrored + " " + kind + " at " + at;
    }
}
