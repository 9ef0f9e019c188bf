package dev.pinwheel.dockerfile;

/**
 * What a builder rejects in a Dockerfile, or what is uncertain in it.
 *
 * @param line counted from 1
 */
public record Fault(int line, String reason) {

    private static final int LONGEST_REASON = 400;

    public Fault {
        if (reason.length() > LONGEST_REASON) {
            reason = reason.substring(0, LONGEST_REASON) + "…";
        }
    }
}
