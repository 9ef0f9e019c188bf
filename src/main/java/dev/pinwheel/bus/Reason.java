package dev.pinwheel.bus;

/** Why something was thrown, in one line. */
public final class Reason {

    private Reason() {}

    /**
     * The failure's message, and those of what caused it as far as it has none of its own or comes from
     * Java itself: our own exceptions say all that may be said, and what a library says beneath them may
     * hold what is to stay secret.
     */
    public static String of(Throwable failure) {
        var text = new StringBuilder(message(failure));
        var last = failure;
        while (last.getCause() != null && !isOurs(last)) {
            last = last.getCause();
            var message = message(last);
            if (text.indexOf(message) < 0) {
                text.append(": ").append(message);
            }
        }
        return text.toString();
    }

    private static boolean isOurs(Throwable failure) {
        var name = failure.getClass().getName();
        return name.startsWith("dev.pinwheel.") && !name.endsWith(".JournalException");
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
