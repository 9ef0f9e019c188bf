package dev.pinwheel.pin;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pattern that finds pins in files of some names. */
public final class Matcher {

    private static final String ANYWHERE = "**/";

    private final List<PathMatcher> files;
    private final Pattern pattern;

    private Matcher(List<PathMatcher> files, Pattern pattern) {
        this.files = files;
        this.pattern = pattern;
    }

    /**
     * A matcher for files.
     *
     * @param files a glob for paths from the root, such as {@code deploy/*.tf}; {@code **} and a slash at
     *     its beginning also stand for no directory
     * @param pattern has the group {@code reference}, or {@code image}, {@code tag} and {@code digest}; a
     *     character of the file is a byte to it
     * @throws IllegalArgumentException if it is no glob
     */
    public static Matcher of(String files, Pattern pattern) {
        var globs =
                files.startsWith(ANYWHERE) ? Stream.of(files, files.substring(ANYWHERE.length())) : Stream.of(files);
        return new Matcher(
                globs.map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                        .toList(),
                pattern);
    }

    /** Whether it is for the file of this path; for none whose name this machine cannot write. */
    boolean isFor(String path) {
        try {
            var written = Path.of(path);
            return files.stream().anyMatch(glob -> glob.matches(written));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    Pattern pattern() {
        return pattern;
    }
}
