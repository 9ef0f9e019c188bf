package dev.pinwheel.source;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A branch to write, one commit on top of another.
 *
 * @param branch our branch's name, without {@code refs/heads/}
 * @param base the commit to stand on
 * @param files the whole new content of each changed file, by path
 * @param message the commit message
 * @param at the author's and committer's time, so that the same change is the same commit
 * @param expected the commit that the branch is at now; absent if it is not there
 */
public record Change(
        String branch, String base, Map<String, byte[]> files, String message, Instant at, Optional<String> expected) {

    public Change {
        files = Map.copyOf(files);
    }
}
