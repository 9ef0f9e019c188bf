package dev.pinwheel.pin;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The number of the line that each byte of a file is in. */
final class LineNumbers {

    private final int[] starts;

    LineNumbers(byte[] content) {
        starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, content.length)
                                .filter(i -> content[i] == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /** The line of a byte, counted from 1. */
    int of(int offset) {
        var found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
