package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;

/**
 * The rules for the names of logs and keys: one word without {@code +}; ours are also no longer than 255 bytes and have
 * no scheme.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
final class KeyName {

    /** In bytes, as the length of a name is one byte in some signed messages. */
    private static final int MAX_LENGTH = 255;

    /** The one Unicode space that Java takes for a control character alone. */
    private static final int NEXT_LINE = 0x85;

    private KeyName() {}

    /** A name that we give, or are told to trust. */
    static String check(String name) {
        var isOurs = name.getBytes(StandardCharsets.UTF_8).length <= MAX_LENGTH
                && name.codePoints().noneMatch(Character::isISOControl)
                && !name.contains("://");
        if (!isOurs || !isWord(name)) {
            throw new IllegalArgumentException("not a name for a log or a key: '" + name
                    + "'; write it as ledger.example.com/name: one word, no '+', no scheme");
        }
        return name;
    }

    /** The name in anybody's signature line, which is only refused where signed-note forbids it. */
    static String checkAnybodys(String name) {
        if (!isWord(name)) {
            throw new IllegalArgumentException("no key is called '" + name + "': it is empty, or has a space or a '+'");
        }
        return name;
    }

    private static boolean isWord(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(KeyName::isForbidden);
    }

    private static boolean isForbidden(int character) {
        return character == '+'
                || character < ' '
                || character == NEXT_LINE
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
