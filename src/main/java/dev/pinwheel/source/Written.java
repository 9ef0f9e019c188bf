package dev.pinwheel.source;

/** What came of writing a branch. */
public sealed interface Written {

    /** The branch is at this commit now; {@code diff} is what it changes, as {@code git diff} writes it. */
    record Done(String commit, String diff) implements Written {}

    /** Somebody else has moved the branch; nothing was written. */
    record Moved(String reason) implements Written {}
}
