package dev.pinwheel.registry;

import java.time.Duration;

/** What one node learns of a registry and all nodes go by. */
public sealed interface News {

    /** It wants to be left alone for this long. */
    record Throttling(Duration left) implements News {}

    /** It wants nothing to be fetched from it for this long; looks by HEAD are no pulls to it. */
    record ThrottlingPulls(Duration left) implements News {}

    /** It has failed this often in a row, and is tried again after this long. */
    record Failing(Duration left, int failures) implements News {}

    /** It failed, and answers again. */
    record Answering() implements News {}
}
