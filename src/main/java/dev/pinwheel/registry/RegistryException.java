package dev.pinwheel.registry;

import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import java.io.IOException;

/** A registry did not give what was asked; the message says what was tried, on what, and why it failed. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final Failure failure;

    /** What was asked could not be had, for this reason. */
    public RegistryException(Failure failure) {
        super(failure.reason());
        this.failure = failure;
    }

    /** What was given cannot be right. */
    public RegistryException(String message) {
        this(new Invalid(message));
    }

    /** What was given cannot be right. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.failure = new Invalid(message);
    }

    /** The same as a resolution, so that a caller can tell what is gone from what cannot be reached. */
    public Failure failure() {
        return failure;
    }

    @Override
    public String getMessage() {
        return failure.reason();
    }
}
