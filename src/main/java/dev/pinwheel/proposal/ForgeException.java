package dev.pinwheel.proposal;

import java.io.IOException;

/** A forge did not do what was asked; the message says what was tried, on what, and why it failed. */
public final class ForgeException extends IOException {

    private static final long serialVersionUID = 1L;

    public ForgeException(String message) {
        super(message);
    }

    public ForgeException(String message, Throwable cause) {
        super(message, cause);
    }
}
