package dev.pinwheel.source.git;

import java.util.LinkedHashSet;
import java.util.Locale;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;

/** Why something with git failed, in one line for people, with what to do where that is known. */
final class Reason {

    private static final int LONGEST = 400;

    private Reason() {}

    static String of(Throwable failure, Origin origin) {
        var messages = new LinkedHashSet<String>();
        for (var cause = failure; cause != null && messages.size() < 3; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage())
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip());
        }
        var text = String.join(": ", messages);
        return (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + advice(failure, text, origin);
    }

    private static String advice(Throwable failure, String text, Origin origin) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("not authorized") || lower.contains("authentication is required")) {
            return origin.credentials().isPresent()
                    ? "; check the user and the secret that are configured for it"
                    : "; configure a user and a secret for it";
        }
        if (failure instanceof MissingObjectException || failure instanceof CorruptObjectException) {
            return "; if it is our clone that is damaged, stop, remove its directory and start again";
        }
        return "";
    }
}
