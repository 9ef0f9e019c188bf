package dev.pinwheel.candidate.osv;

import java.io.IOException;

/** Something that the scanner refuses to read; the message says what and why. */
final class Unreadable extends IOException {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
