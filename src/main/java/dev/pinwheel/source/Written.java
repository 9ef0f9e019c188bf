package dev.pinwheel.source;

/** What came of writing a branch. */
public sealed interface Written {

    /** The branch is at this commit now. */
    record Done(String commit) implements Written {}

    /** Somebody else has moved the branch; nothing was written. */
    record Moved(String reason) implements Written {}
}
