package dev.pinwheel.dockerfile;

/** White space as Unicode has it, in text of which each character is a byte of UTF-8. */
final class Whitespace {

    private Whitespace() {}

    /** How many bytes the white space at an index takes; 0 if there is none. */
    static int at(String chars, int index) {
        if (index >= chars.length()) {
            return 0;
        }
        if (isAscii(chars.charAt(index))) {
            return 1;
        }
        if (isTwoBytes(chars, index)) {
            return 2;
        }
        return isThreeBytes(chars, index) ? 3 : 0;
    }

    /** How many bytes the white space that ends before an index takes; 0 if there is none. */
    static int before(String chars, int index) {
        for (var width = 1; width <= 3 && width <= index; width++) {
            if (at(chars, index - width) == width) {
                return width;
            }
        }
        return 0;
    }

    static boolean isAscii(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Whether a byte alone, taken for a character, is white space: flags are split so. */
    static boolean isByte(char c) {
        return isAscii(c) || c == 0x85 || c == 0xA0;
    }

    /** Whether instructions and their arguments are split here. */
    static boolean separates(char c) {
        return isAscii(c) && c != '\n';
    }

    private static boolean isTwoBytes(String chars, int index) {
        return chars.charAt(index) == 0xC2
                && index + 1 < chars.length()
                && (chars.charAt(index + 1) == 0x85 || chars.charAt(index + 1) == 0xA0);
    }

    private static boolean isThreeBytes(String chars, int index) {
        if (index + 2 >= chars.length() || chars.charAt(index) < 0xE1 || chars.charAt(index) > 0xE3) {
            return false;
        }
        var point = (chars.charAt(index) & 0xF) << 12
                | (chars.charAt(index + 1) & 0x3F) << 6
                | (chars.charAt(index + 2) & 0x3F);
        return Character.isSpaceChar(point) && chars.charAt(index + 1) >= 0x80 && chars.charAt(index + 2) >= 0x80;
    }
}
