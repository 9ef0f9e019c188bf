package dev.pinwheel.candidate;

import dev.pinwheel.event.Rebuild.UsedCandidate;
import dev.pinwheel.image.Digest;
import java.util.List;

/**
 * A candidate base as it can be recognised in what was built from it.
 *
 * @param candidate the digest that the Dockerfile pins
 * @param diffIds the candidate's layers for the platform built, from the lowest
 */
public record CandidateUse(Digest candidate, List<Digest> diffIds) {

    public CandidateUse {
        diffIds = List.copyOf(diffIds);
    }

    /**
     * Whether a build used the candidate: the image's lowest layers are the candidate's, or the builder
     * pulled the candidate by its digest for another stage.
     */
    public UsedCandidate in(Layout image, BuildResult.Built built) {
        if (isUnder(image)) {
            return new UsedCandidate(
                    true,
                    "the first " + diffIds.size() + " of the image's "
                            + image.diffIds().size() + " layers are the candidate's (diff_ids compared)");
        }
        if (built.bases().contains(candidate)) {
            return new UsedCandidate(
                    true,
                    "the final stage stands on another base, and the builder pulled " + candidate
                            + " for a stage of this build");
        }
        return new UsedCandidate(
                false,
                "the image does not begin with the candidate's layers, and the builder pulled "
                        + (built.bases().isEmpty()
                                ? "no base by digest"
                                : built.bases().toString())
                        + " instead of " + candidate);
    }

    private boolean isUnder(Layout image) {
        var count = diffIds.size();
        return count > 0
                && count <= image.diffIds().size()
                && image.diffIds().subList(0, count).equals(diffIds);
    }
}
