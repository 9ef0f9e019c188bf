package dev.pinwheel.config;

import java.nio.file.FileSystems;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where else pins are written.
 *
 * @param files a glob for paths from a repository's root
 * @param pattern says by named groups what of a match is the reference, or its parts
 */
public record MatcherSettings(String files, Pattern pattern) {

    private static final Set<String> GROUPS = Set.of("reference", "image", "tag", "digest");

    /**
     * Reads a glob.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String glob(String written) {
        FileSystems.getDefault().getPathMatcher("glob:" + written);
        return written;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is no regular expression or does not name what it finds
     */
    static Pattern pattern(String written) {
        var pattern = Pattern.compile(written);
        var groups = pattern.namedGroups().keySet();
        if (!groups.contains("reference") && !groups.contains("image")) {
            throw new IllegalArgumentException(
                    "must name what it finds: (?<reference>…), or (?<image>…) with (?<tag>…) and (?<digest>…)");
        }
        if (!GROUPS.containsAll(groups)) {
            throw new IllegalArgumentException("has a group of another name than reference, image, tag and digest");
        }
        return pattern;
    }
}
