package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;

/** The rules for the names of logs and keys: one word without {@code +}, and no scheme. */
final class KeyName {

    /** In bytes, as the length of a name is one byte in some signed messages. */
    private static final int MAX_LENGTH = 255;

    private KeyName() {}

    static String check(String name) {
        var isWord = !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_LENGTH
                && name.codePoints().noneMatch(KeyName::isForbidden);
        if (!isWord || name.contains("://")) {
            throw new IllegalArgumentException("not a name for a log or a key: '" + name
                    + "'; write it as ledger.example.com/name: one word, no '+', no scheme");
        }
        return name;
    }

    private static boolean isForbidden(int character) {
        return character == '+'
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
