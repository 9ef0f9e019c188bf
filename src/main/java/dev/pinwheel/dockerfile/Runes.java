package dev.pinwheel.dockerfile;

import java.util.Arrays;

/** The code points of UTF-8 bytes, and where each begins; a byte that is none counts as one. */
final class Runes {

    private final int[] points;
    private final int[] starts;

    private Runes(int[] points, int[] starts) {
        this.points = points;
        this.starts = starts;
    }

    static Runes of(String chars) {
        var points = new int[chars.length()];
        var starts = new int[chars.length() + 1];
        var count = 0;
        for (var i = 0; i < chars.length(); i += width(chars, i)) {
            starts[count] = i;
            points[count] = at(chars, i);
            count++;
        }
        starts[count] = chars.length();
        return new Runes(Arrays.copyOf(points, count), starts);
    }

    int count() {
        return points.length;
    }

    int[] points() {
        return points;
    }

    /** Where a code point begins; for their count, where the text ends. */
    int start(int index) {
        return starts[index];
    }

    /** The code point at an index; a byte that begins none stands for itself, negated. */
    static int at(String chars, int index) {
        var lead = chars.charAt(index);
        if (lead < 0x80) {
            return lead;
        }
        var length = length(lead);
        if (length == 1 || index + length > chars.length()) {
            return -lead;
        }
        var point = lead & (0x7F >> length);
        for (var i = 1; i < length; i++) {
            if ((chars.charAt(index + i) & 0xC0) != 0x80) {
                return -lead;
            }
            point = (point << 6) | (chars.charAt(index + i) & 0x3F);
        }
        return point;
    }

    /** How many bytes the code point at an index takes. */
    static int width(String chars, int index) {
        return at(chars, index) < 0x80 ? 1 : length(chars.charAt(index));
    }

    private static int length(char lead) {
        if (lead < 0xC2) {
            return 1;
        }
        return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    }
}
