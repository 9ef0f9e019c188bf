package dev.pinwheel.event;

import java.util.Optional;

/** How far one attempt at a candidate has come, by what is recorded of it. */
public record Progress(
        Recorded<CandidateFound> found,
        Optional<Recorded<CandidateRebuilt>> rebuilt,
        Optional<Recorded<CandidateScanned>> scanned,
        Optional<Recorded<CandidateJudged>> judged,
        Optional<Recorded<Proposed>> proposed,
        Optional<Recorded<ProposalRefused>> refused) {

    /** Whether a step is still to come: it is not judged, or accepted and not yet proposed or refused. */
    public boolean isOpen() {
        if (judged.isEmpty()) {
            return true;
        }
        return judged.get().event().verdict() == Verdict.ACCEPTED && proposed.isEmpty() && refused.isEmpty();
    }

    /** The last recorded step. */
    public Event last() {
        if (proposed.isPresent()) {
            return proposed.get().event();
        }
        if (refused.isPresent()) {
            return refused.get().event();
        }
        if (judged.isPresent()) {
            return judged.get().event();
        }
        if (scanned.isPresent()) {
            return scanned.get().event();
        }
        return rebuilt.isPresent() ? rebuilt.get().event() : found.event();
    }
}
