package dev.pinwheel.policy;

import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a candidate is held against.
 *
 * @param threshold the mildest severity that counts
 * @param unknown what a severity that nobody gave counts as
 * @param cooldown how long before the judgement a digest must first have been seen
 */
public record Policy(Stage stage, Severity threshold, Severity unknown, Duration cooldown) {

    public Policy {
        if (threshold == Severity.UNKNOWN || unknown == Severity.UNKNOWN) {
            throw new IllegalArgumentException("a policy counts in known severities, from NEGLIGIBLE to CRITICAL");
        }
        if (cooldown.isNegative()) {
            throw new IllegalArgumentException("a cooldown is not negative: " + cooldown);
        }
    }

    /** A policy to which a severity that nobody gave counts as the threshold. */
    public Policy(Stage stage, Severity threshold, Duration cooldown) {
        this(stage, threshold, threshold, cooldown);
    }

    /** Whether a severity is at or above the threshold. */
    boolean counts(Severity severity) {
        var known = severity == Severity.UNKNOWN ? unknown : severity;
        return known.compareTo(threshold) >= 0;
    }

    /** Holds what is recorded of an attempt against this policy. */
    public Judgement judge(Dossier dossier, Instant now) {
        var checks = List.of(new Rebuilds(), new CandidateUse(), new NewFindings(this), new Cooldown(cooldown, now));
        return Judgement.of(checks.stream().map(check -> check.hold(dossier)).toList());
    }

    /** The hash of {@link #toString}, which names this policy in every verdict. */
    public Digest digest() {
        return Digest.of(toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All that it says, as text that is the same for the same policy, one line a part. */
    @Override
    public String toString() {
        return """
                pinwheel policy 1
                stage %s
                threshold %s
                unknown %s
                cooldown %s
                """.formatted(stage, threshold, unknown, cooldown);
    }
}
