package dev.pinwheel.web.hook;

import java.io.ByteArrayOutputStream;

/** The white space between the tokens of JSON. */
final class WhiteSpace {

    private WhiteSpace() {}

    /** The same bytes without it; what is in strings stays. */
    static byte[] without(byte[] json) {
        var out = new ByteArrayOutputStream(json.length);
        var inString = false;
        for (var i = 0; i < json.length; i++) {
            var here = json[i];
            if (inString || !isSpace(here)) {
                out.write(here);
            }
            if (inString && here == '\\' && i + 1 < json.length) {
                i++;
                out.write(json[i]);
            } else if (here == '"') {
                inString = !inString;
            }
        }
        return out.toByteArray();
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
