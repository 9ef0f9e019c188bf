package dev.pinwheel.proposal;

import dev.pinwheel.event.Candidate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A branch and pull request to be.
 *
 * @param branch our branch's name; one for each source and watch
 * @param base the branch to merge into
 * @param commit the commit of {@code base} that the change stands on
 * @param files the whole new content of each changed file, by path
 * @param message the commit message
 * @param at the commit's time
 * @param title the pull request's title
 * @param text the pull request's text, in GitHub's Markdown
 * @param ours the commit that we last wrote to the branch; a branch at any other commit holds somebody
 *     else's work and is not overwritten
 * @param isUrgent whether it cannot wait, because what is pinned has vanished
 */
public record Proposal(
        Candidate candidate,
        String branch,
        String base,
        String commit,
        Map<String, byte[]> files,
        String message,
        Instant at,
        String title,
        String text,
        Optional<String> ours,
        boolean isUrgent) {

    public Proposal {
        files = Map.copyOf(files);
    }
}
