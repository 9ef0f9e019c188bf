package dev.pinwheel.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts in one text: each ends with a newline, and those within are escaped, so that keys which begin alike lie together. */
public final class NoteText {

    private static final byte[] BEHIND_ALL = {(byte) 0xFF};

    private NoteText() {}

    /** All of them in one, in UTF-8. */
    public static byte[] print(List<String> texts) {
        var all = new StringBuilder();
        for (var text : texts) {
            all.append(text.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The inverse of {@link #print}. */
    public static List<String> parse(byte[] utf8) {
        var all = new String(utf8, StandardCharsets.UTF_8);
        var texts = new ArrayList<String>();
        for (int from = 0, end = all.indexOf('\n'); end >= 0; from = end + 1, end = all.indexOf('\n', from)) {
            texts.add(unescaped(all.substring(from, end)));
        }
        return texts;
    }

    /** What comes behind all that begin with these texts, by the order of their bytes. */
    public static byte[] behind(List<String> prefix) {
        if (prefix.isEmpty()) {
            return BEHIND_ALL.clone();
        }
        var last = print(prefix);
        last[last.length - 1]++;
        return last;
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == '\\') {
                at++;
                character = text.charAt(at) == 'n' ? '\n' : '\\';
            }
            plain.append(character);
        }
        return plain.toString();
    }
}
