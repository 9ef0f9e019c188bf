package dev.pinwheel.proposal;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Progress;
import java.util.List;

/**
 * Everything that a proposal's text is made of.
 *
 * @param progress what is recorded of the attempt, up to its judgement
 * @param comparison how the candidate compares with what is pinned
 * @param files the paths that the proposal changes
 * @param proof what shows that the judgement is in the ledger
 */
public record Facts(Progress progress, Comparison comparison, List<String> files, LedgerProof proof) {

    public Facts {
        files = files.stream().sorted().toList();
        if (progress.judged().isEmpty()) {
            throw new IllegalArgumentException("nothing is proposed that is not judged");
        }
    }

    Candidate candidate() {
        return progress.found().event().attempt().candidate();
    }

    CandidateJudged judged() {
        return progress.judged().orElseThrow().event();
    }
}
