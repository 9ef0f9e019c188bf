package dev.pinwheel.event;

import java.time.Instant;
import java.util.List;

/** Every Dockerfile that uses the candidate's pin was rebuilt on it, or was tried. */
public record CandidateRebuilt(Instant at, Attempt attempt, List<Rebuild> rebuilds) implements Event {

    public CandidateRebuilt {
        rebuilds = List.copyOf(rebuilds);
    }

    @Override
    public String key() {
        return attempt.key();
    }
}
