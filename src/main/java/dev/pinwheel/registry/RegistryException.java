package dev.pinwheel.registry;

import java.io.IOException;

/** A registry did not give what was asked; the message says what was tried, on what, and why it failed. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
