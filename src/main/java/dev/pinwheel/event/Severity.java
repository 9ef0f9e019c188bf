package dev.pinwheel.event;

/** How bad a finding is, from the mildest to the worst. */
public enum Severity {
    /** Nobody has given a severity; it counts as the policy's threshold. */
    UNKNOWN,
    NEGLIGIBLE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
