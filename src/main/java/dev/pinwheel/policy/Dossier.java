package dev.pinwheel.policy;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import java.util.Optional;

/**
 * Everything that is recorded of one attempt before it is judged.
 *
 * @param comparison the scan's report, if there is one and it could be read
 */
public record Dossier(
        CandidateFound found, CandidateRebuilt rebuilt, CandidateScanned scanned, Optional<Comparison> comparison) {

    public Dossier {
        if (!rebuilt.attempt().equals(found.attempt()) || !scanned.attempt().equals(found.attempt())) {
            throw new IllegalArgumentException("a dossier is about one attempt, not about "
                    + found.attempt().key() + ", " + rebuilt.attempt().key() + " and "
                    + scanned.attempt().key());
        }
    }
}
