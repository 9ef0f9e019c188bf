package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import java.time.Duration;

/** What a registry answers when asked where a tag points. */
public sealed interface Resolution {

    /** The tag points at this manifest. */
    record Resolved(Descriptor manifest) implements Resolution {}

    /** Why a registry gave nothing; the reason says what was tried, on what, and why it failed. */
    sealed interface Failure extends Resolution {

        String reason();

        /** The kind of it in one word, as the ledger has it. */
        String kind();
    }

    /** The registry says that there is no such tag or repository. */
    record Unknown(String reason) implements Failure {

        @Override
        public String kind() {
            return "unknown";
        }
    }

    /** The registry refuses us: no credentials, wrong ones, or ones without the right. */
    record Denied(String reason) implements Failure {

        @Override
        public String kind() {
            return "denied";
        }
    }

    /** The registry asks us to come back after this time. */
    record Throttled(Duration retryAfter, String reason) implements Failure {

        @Override
        public String kind() {
            return "throttled";
        }
    }

    /** No usable answer: no connection, a time-out, or a server error. */
    record Unreachable(Cause cause, String reason) implements Failure {

        /** Nobody knows why. */
        public Unreachable(String reason) {
            this(Cause.UNREACHABLE, reason);
        }

        @Override
        public String kind() {
            return cause.word();
        }
    }

    /** An answer that cannot be right: no digest, a malformed one, or content that does not hash to it. */
    record Invalid(Cause cause, String reason) implements Failure {

        /** There is no better word for it. */
        public Invalid(String reason) {
            this(Cause.INVALID, reason);
        }

        @Override
        public String kind() {
            return cause.word();
        }
    }
}
