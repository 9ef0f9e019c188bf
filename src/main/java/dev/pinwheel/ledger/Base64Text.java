package dev.pinwheel.ledger;

import java.util.Base64;

/** Base64 in its one canonical spelling: the standard alphabet, padded, no spare bits. */
final class Base64Text {

    private Base64Text() {}

    static String print(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] parse(String text) {
        var bytes = Base64.getDecoder().decode(text);
        if (!print(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64: '" + text + "'");
        }
        return bytes;
    }
}
