package dev.pinwheel.dockerfile;

/**
 * Bytes of a file.
 *
 * @param start the first byte, counted from 0
 * @param end the byte after the last
 */
public record Span(String file, int start, int end) {

    public int length() {
        return end - start;
    }
}
