package dev.pinwheel.event;

import java.time.Instant;

/**
 * An accepted candidate is proposed: its branch and pull request are there.
 *
 * @param how whether the pull request was opened, refreshed, or found as it should be
 * @param url where people find it
 * @param commit the commit that moves the pin
 */
public record Proposed(Instant at, Attempt attempt, How how, String url, String branch, String commit)
        implements Event {

    /** What happened to the pull request. */
    public enum How {
        OPENED,
        REFRESHED,
        UNCHANGED
    }

    @Override
    public String key() {
        return attempt.key();
    }
}
