package dev.pinwheel.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some bytes, each of which knows the file and the offset that it was written at.
 *
 * <p>A character stands for a byte (as in ISO-8859-1), so that offsets are bytes and what is not UTF-8
 * survives.
 */
public final class Text {

    public static final Text EMPTY = new Text("", new String[0], new int[0], 0);
    private static final int NOWHERE = -1;

    private final String chars;
    private final String[] files;
    private final int[] offsets;
    private final int base;

    /** The character at an index is written at the offset that {@code base} and the index add up to. */
    private Text(String chars, String[] files, int[] offsets, int base) {
        this.chars = chars;
        this.files = files;
        this.offsets = offsets;
        this.base = base;
    }

    /** The whole content of a file. */
    public static Text of(String file, byte[] content) {
        var files = new String[content.length];
        var offsets = new int[content.length];
        Arrays.fill(files, file);
        Arrays.setAll(offsets, i -> i);
        return new Text(new String(content, StandardCharsets.ISO_8859_1), files, offsets, 0);
    }

    /** Several texts, one after the other. */
    public static Text join(List<Text> texts) {
        var joined = new Builder();
        texts.forEach(joined::add);
        return joined.text();
    }

    /** What is written in no file: a value that the builder brings along. */
    public static Text unwritten(String value) {
        var chars = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var files = new String[chars.length()];
        var offsets = new int[chars.length()];
        Arrays.fill(files, "");
        Arrays.fill(offsets, NOWHERE);
        return new Text(chars, files, offsets, 0);
    }

    public int length() {
        return chars.length();
    }

    public boolean isEmpty() {
        return chars.isEmpty();
    }

    public char at(int index) {
        return chars.charAt(index);
    }

    /** The bytes as characters. */
    public String chars() {
        return chars;
    }

    public Text from(int start) {
        return part(start, length());
    }

    public Text part(int start, int end) {
        if (start == 0 && end == length()) {
            return this;
        }
        return new Text(chars.substring(start, end), files, offsets, base + start);
    }

    /** The text without the white space around it. */
    public Text trimmed() {
        var start = 0;
        for (var width = Whitespace.at(chars, 0); width > 0; width = Whitespace.at(chars, start)) {
            start += width;
        }
        var end = length();
        for (var width = Whitespace.before(chars, end); width > 0 && end > start; ) {
            end -= width;
            width = Whitespace.before(chars, end);
        }
        return part(start, Math.max(start, end));
    }

    /** Whether every byte is written in some file. */
    public boolean isWritten() {
        return IntStream.range(base, base + length()).noneMatch(i -> offsets[i] == NOWHERE);
    }

    /** Where it is written: runs of bytes, in the order of the text; what is written nowhere is left out. */
    public List<Span> spans() {
        var spans = new ArrayList<Span>();
        var end = base + length();
        var start = base;
        for (var i = base + 1; i <= end; i++) {
            if (i == end || !follows(i)) {
                if (offsets[start] != NOWHERE) {
                    spans.add(new Span(files[start], offsets[start], offsets[i - 1] + 1));
                }
                start = i;
            }
        }
        return spans;
    }

    private boolean follows(int index) {
        return offsets[index] == offsets[index - 1] + 1
                && offsets[index - 1] != NOWHERE
                && files[index].equals(files[index - 1]);
    }

    /** The text for people: its bytes read as UTF-8. */
    @Override
    public String toString() {
        return new String(chars.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Puts a text together. */
    static final class Builder {

        private final StringBuilder chars = new StringBuilder();
        private String[] files = new String[16];
        private int[] offsets = new int[16];

        int length() {
            return chars.length();
        }

        Builder add(Text text) {
            return add(text, 0, text.length());
        }

        Builder add(Text text, int start, int end) {
            var size = chars.length();
            var needed = size + end - start;
            if (needed > offsets.length) {
                files = Arrays.copyOf(files, Math.max(needed, 2 * size));
                offsets = Arrays.copyOf(offsets, Math.max(needed, 2 * size));
            }
            System.arraycopy(text.files, text.base + start, files, size, end - start);
            System.arraycopy(text.offsets, text.base + start, offsets, size, end - start);
            chars.append(text.chars, start, end);
            return this;
        }

        Text text() {
            var size = chars.length();
            return new Text(chars.toString(), Arrays.copyOf(files, size), Arrays.copyOf(offsets, size), 0);
        }
    }
}
