package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import java.time.Duration;

/** What a registry answers when asked where a tag points. */
public sealed interface Resolution {

    /** The tag points at this manifest. */
    record Resolved(Descriptor manifest) implements Resolution {}

    /** The registry says that there is no such tag or repository. */
    record Unknown(String reason) implements Resolution {}

    /** The registry refuses us: no credentials, wrong ones, or ones without the right. */
    record Denied(String reason) implements Resolution {}

    /** The registry asks us to come back after this time. */
    record Throttled(Duration retryAfter, String reason) implements Resolution {}

    /** No usable answer: no connection, a time-out, or a server error. */
    record Unreachable(String reason) implements Resolution {}

    /** An answer that cannot be right: no digest, a malformed one, or content that does not hash to it. */
    record Invalid(String reason) implements Resolution {}
}
