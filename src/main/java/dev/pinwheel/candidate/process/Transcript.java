package dev.pinwheel.candidate.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A program's output as it comes: the first and the last of it are kept, the middle is counted. */
public final class Transcript {

    private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private final int headLimit;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail;
    private long total;

    /** Keeps so many of the first and so many of the last bytes. */
    public Transcript(int headLimit, int tailLimit) {
        this.headLimit = headLimit;
        this.tail = new byte[tailLimit];
    }

    /** Adds the first {@code length} bytes. */
    public synchronized void append(byte[] bytes, int length) {
        var first = Math.min(length, headLimit - head.size());
        head.write(bytes, 0, first);
        total += first;
        for (var i = first; i < length; i++) {
            if (tail.length > 0) {
                tail[(int) ((total - headLimit) % tail.length)] = bytes[i];
            }
            total++;
        }
    }

    /** The text, without what steers terminals. */
    public synchronized String text() {
        var behind = total - head.size();
        if (behind <= tail.length) {
            return plain(head.toString(StandardCharsets.UTF_8) + text(tail, 0, (int) behind));
        }
        var first = upToLastLine(head.toString(StandardCharsets.UTF_8));
        var turn = tail.length == 0 ? 0 : (int) (behind % tail.length);
        var last = fromFirstLine(text(tail, turn, tail.length - turn) + text(tail, 0, turn));
        var leftOut = behind - tail.length;
        return plain(first + "[… at least " + leftOut + " bytes left out …]\n" + last);
    }

    /** The text, cut to so many characters. */
    public static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static String upToLastLine(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static String fromFirstLine(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    private static String plain(String text) {
        return CONTROL.matcher(TERMINAL.matcher(text).replaceAll("")).replaceAll("");
    }
}
