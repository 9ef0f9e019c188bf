package dev.pinwheel.pin;

/**
 * Where a part of an image's reference is written.
 *
 * @param line counted from 1
 * @param start the first byte in the file, counted from 0
 * @param end the byte after the last
 */
public record PinSite(String file, int line, int start, int end, Part part) {

    /** Which part is written in one piece: the whole reference, or one part of it. */
    public enum Part {
        REFERENCE,
        IMAGE,
        TAG,
        DIGEST
    }
}
