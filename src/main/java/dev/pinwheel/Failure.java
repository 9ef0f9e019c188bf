package dev.pinwheel;

/** Why something was thrown, in one line. */
final class Failure {

    private Failure() {}

    /** The messages of the failure and of what caused it, each once, without the exceptions' names where there is a text. */
    static String reason(Throwable failure) {
        var text = new StringBuilder(message(failure));
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            var message = message(cause);
            if (text.indexOf(message) < 0) {
                text.append(": ").append(message);
            }
        }
        return text.toString();
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
