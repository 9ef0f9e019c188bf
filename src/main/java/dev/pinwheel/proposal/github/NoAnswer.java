package dev.pinwheel.proposal.github;

import java.io.IOException;

/** An exchange with GitHub brought no answer that says what was asked; kohsuke wraps this in exceptions of its own. */
final class NoAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
        super(message);
    }

    NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
