package dev.pinwheel.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some bytes, each of which knows the file and the offset that it was written at.
 *
 * <p>A character stands for a byte (as in ISO-8859-1), so that offsets are bytes and what is not UTF-8
 * survives.
 */
public final class Text {

    public static final Text EMPTY = new Text("", new Run[0], 0, 0, 0);
    private static final int NOWHERE = -1;

    private final String chars;
    private final Run[] runs;
    private final int first;
    private final int last;
    private final int base;

    /** Bytes from an index on that stand one after the other in a file, or that stand in none. */
    private record Run(int index, String file, int offset) {

        boolean isWritten() {
            return offset != NOWHERE;
        }

        int offsetOf(int other) {
            return isWritten() ? offset + other - index : NOWHERE;
        }

        Run from(int later, int newIndex) {
            return new Run(newIndex, file, offsetOf(later));
        }

        boolean goesOnAs(Run next) {
            return offsetOf(next.index) == next.offset && file.equals(next.file);
        }
    }

    /** The runs from {@code first} to {@code last}; {@code base} is the index in them of the first character. */
    private Text(String chars, Run[] runs, int first, int last, int base) {
        this.chars = chars;
        this.runs = runs;
        this.first = first;
        this.last = last;
        this.base = base;
    }

    /** The whole content of a file. */
    public static Text of(String file, byte[] content) {
        return ofOne(new Run(0, file, 0), new String(content, StandardCharsets.ISO_8859_1));
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
        return ofOne(new Run(0, "", NOWHERE), chars);
    }

    private static Text ofOne(Run run, String chars) {
        return chars.isEmpty() ? EMPTY : new Text(chars, new Run[] {run}, 0, 1, 0);
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
        if (start == end) {
            return EMPTY;
        }
        var from = runAt(base + start);
        return new Text(chars.substring(start, end), runs, from, runAt(base + end - 1) + 1, base + start);
    }

    /** The place of the run that holds an index. */
    private int runAt(int index) {
        var low = first;
        var high = last - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (runs[middle].index() <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
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
        return Arrays.stream(runs, first, last).allMatch(Run::isWritten);
    }

    /** Where it is written: runs of bytes, in the order of the text; what is written nowhere is left out. */
    public List<Span> spans() {
        var spans = new ArrayList<Span>();
        for (var i = first; i < last; i++) {
            var run = runs[i];
            if (run.isWritten()) {
                var start = run.offsetOf(Math.max(base, run.index()));
                spans.add(new Span(run.file(), start, run.offsetOf(endOf(i) - 1) + 1));
            }
        }
        return spans;
    }

    private int endOf(int run) {
        var end = base + length();
        return run + 1 < last ? Math.min(end, runs[run + 1].index()) : end;
    }

    /** The text for people: its bytes read as UTF-8. */
    @Override
    public String toString() {
        return new String(chars.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Puts a text together. */
    static final class Builder {

        private final StringBuilder chars = new StringBuilder();
        private final ArrayList<Run> runs = new ArrayList<>();

        int length() {
            return chars.length();
        }

        Builder add(Text text) {
            return add(text, 0, text.length());
        }

        Builder add(Text text, int start, int end) {
            if (start == end) {
                return this;
            }
            var shift = chars.length() - text.base - start;
            for (var i = text.runAt(text.base + start); i < text.last && text.runs[i].index() < text.base + end; i++) {
                var from = Math.max(text.base + start, text.runs[i].index());
                add(text.runs[i].from(from, from + shift));
            }
            chars.append(text.chars, start, end);
            return this;
        }

        private void add(Run run) {
            if (runs.isEmpty() || !runs.getLast().goesOnAs(run)) {
                runs.add(run);
            }
        }

        Text text() {
            return chars.isEmpty() ? EMPTY : new Text(chars.toString(), runs.toArray(Run[]::new), 0, runs.size(), 0);
        }
    }
}
