package dev.pinwheel.source;

import java.io.IOException;

/** A source could not be read or written; the message says what was tried, on what, and why it failed. */
public final class SourceException extends IOException {

    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
