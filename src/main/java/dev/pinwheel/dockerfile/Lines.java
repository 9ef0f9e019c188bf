package dev.pinwheel.dockerfile;

import java.util.Optional;

/** The lines of a file, one after the other, each without its end. */
final class Lines {

    private static final int LONGEST = 65_535;
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final Text content;
    private int next;
    private int number;

    /** The lines after a byte order mark. */
    Lines(Text content) {
        this(content, content.chars().startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0, 0);
    }

    private Lines(Text content, int next, int number) {
        this.content = content;
        this.next = next;
        this.number = number;
    }

    /** The same lines from here on. */
    Lines copy() {
        return new Lines(content, next, number);
    }

    boolean hasNext() {
        return next < content.length();
    }

    /** The number of the line read last, counted from 1. */
    int number() {
        return number;
    }

    Text next() throws RejectedException {
        number++;
        var start = next;
        var newline = content.chars().indexOf('\n', start);
        var end = newline < 0 ? content.length() : newline;
        if (end - start > LONGEST) {
            throw new RejectedException("line greater than the builder's max allowed size of " + LONGEST + " bytes");
        }
        next = newline < 0 ? end : newline + 1;
        while (end > start && content.at(end - 1) == '\r') {
            end--;
        }
        return content.part(start, end);
    }

    /** Passes over the next line if it begins so. */
    void skipIfStartsWith(String beginning) {
        if (content.chars().startsWith(beginning, next)) {
            var newline = content.chars().indexOf('\n', next);
            next = newline < 0 ? content.length() : newline + 1;
            number++;
        }
    }

    /** Everything from here on, if it begins so, white space aside. */
    Optional<Text> restIfStartsWith(char beginning) {
        var ink = next;
        while (ink < content.length() && Whitespace.isAscii(content.at(ink))) {
            ink++;
        }
        return ink < content.length() && content.at(ink) == beginning
                ? Optional.of(content.from(ink))
                : Optional.empty();
    }
}
