package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in its one UTF-8 encoding; other bytes are refused, not replaced. */
final class Utf8Text {

    private Utf8Text() {}

    /** Reads what is called {@code what} in errors, of at most {@code limit} bytes. */
    static String parse(byte[] utf8, int limit, String what) {
        if (utf8.length > limit) {
            throw new IllegalArgumentException(what + " of " + utf8.length + " bytes is longer than " + limit);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is UTF-8, and this one is not", e);
        }
    }
}
