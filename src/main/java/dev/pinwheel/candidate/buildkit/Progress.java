package dev.pinwheel.candidate.buildkit;

import dev.pinwheel.image.Digest;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BuildKit's plain progress. What a Dockerfile's commands print stands behind their step's number and
 * time, so it cannot pass for a step.
 */
final class Progress {

    private static final Pattern STEP =
            Pattern.compile("#(\\d+) \\[(?:\\S+ )?\\d+/\\d+\\] FROM \\S+@(sha256:[0-9a-f]{64})");
    private static final Pattern DONE = Pattern.compile("#(\\d+) (?:DONE|CACHED).*");

    private Progress() {}

    /** The digests of the bases that stages of a build stood on. */
    static Set<Digest> bases(String log) {
        var done = new HashSet<String>();
        log.lines().map(DONE::matcher).filter(Matcher::matches).forEach(match -> done.add(match.group(1)));
        var bases = new HashSet<Digest>();
        log.lines()
                .map(STEP::matcher)
                .filter(match -> match.matches() && done.contains(match.group(1)))
                .forEach(match -> bases.add(Digest.parse(match.group(2))));
        return bases;
    }
}
