package dev.pinwheel.pin;

/**
 * A place that could not be read as what it is.
 *
 * @param line counted from 1; 0 where the whole file is meant
 */
public record Problem(String file, int line, String reason) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
