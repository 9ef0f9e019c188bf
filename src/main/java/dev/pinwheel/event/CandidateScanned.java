package dev.pinwheel.event;

import java.time.Instant;

/** The pinned base, the candidate base and the rebuilt images were scanned and compared, or were tried. */
public record CandidateScanned(Instant at, Attempt attempt, Scan scan) implements Event {

    @Override
    public String key() {
        return attempt.key();
    }
}
