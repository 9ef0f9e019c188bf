package dev.pinwheel.dockerfile;

/** A builder would reject this; the message says why. */
final class RejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    RejectedException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
