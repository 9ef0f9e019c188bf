package dev.pinwheel.proposal.github;

import java.util.regex.Pattern;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.HttpException;

/** Why GitHub did not do something, in one line for people, with what to do where that is known. */
final class Failure {

    private static final int LONGEST = 300;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SECRET = Pattern.compile("\\b(?:gh[a-z]_|github_pat_|v1\\.)[A-Za-z0-9_]+|Bearer \\S+");

    private Failure() {}

    static String reason(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoAnswer) {
                return clean(String.valueOf(cause.getMessage()));
            }
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var status = status(cause);
            if (status > 0) {
                return "GitHub answered " + status + ": " + message(String.valueOf(cause.getMessage()))
                        + advice(status);
            }
        }
        return clean(String.valueOf(failure.getMessage()));
    }

    private static int status(Throwable failure) {
        return switch (failure) {
            case GHFileNotFoundException missing -> 404;
            case HttpException http -> http.getResponseCode();
            default -> 0;
        };
    }

    /** What GitHub's JSON says, or the text itself where it is none. */
    static String message(String body) {
        var found = MESSAGE.matcher(body);
        var messages = new StringBuilder();
        while (found.find()) {
            messages.append(messages.isEmpty() ? "" : "; ").append(found.group(1));
        }
        return clean(messages.isEmpty() ? body : messages.toString());
    }

    private static String clean(String text) {
        var line = SECRET.matcher(text.replaceAll("\\p{Cntrl}+", " "))
                .replaceAll("•••")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> "; check that the token, or the App's key, is right and has not expired";
            case 403 -> "; check that it may write the repository's contents and pull requests";
            case 404 -> "; check the repository's name, and that the token or the App may see it";
            default -> "";
        };
    }
}
