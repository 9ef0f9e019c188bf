package dev.pinwheel.event;

/** What the policy concludes from all gates. */
public enum Verdict {
    /** Propose it. */
    ACCEPTED,
    /** Something could not be known yet; it is tried again later. */
    HELD,
    /** The policy forbids it. */
    BLOCKED
}
