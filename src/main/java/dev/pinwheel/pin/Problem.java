package dev.pinwheel.pin;

/**
 * A place that could not be read as what it is.
 *
 * @param line counted from 1; 0 where the whole file is meant
 * @param reason cut off after a thousand characters: it may quote the file
 */
public record Problem(String file, int line, String reason) {

    private static final int LONGEST = 1000;

    public Problem {
        reason = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
