package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import java.time.Instant;
import java.util.List;

/** The policy, named by the hash of its text, was held against a candidate. */
public record CandidateJudged(Instant at, Attempt attempt, Verdict verdict, List<Gate> gates, Digest policy)
        implements Event {

    public CandidateJudged {
        gates = List.copyOf(gates);
    }

    @Override
    public String key() {
        return attempt.key();
    }
}
