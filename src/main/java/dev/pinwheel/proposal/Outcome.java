package dev.pinwheel.proposal;

/** What came of proposing. */
public sealed interface Outcome {

    /** A new pull request is there. */
    record Opened(String url, String commit) implements Outcome {}

    /** The open pull request now has this change and text. */
    record Refreshed(String url, String commit) implements Outcome {}

    /** The open pull request was as it should be already. */
    record Unchanged(String url, String commit) implements Outcome {}

    /** It must not be proposed: people closed the same change before, or work on the branch. */
    record Refused(String reason) implements Outcome {}
}
