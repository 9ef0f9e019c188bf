package dev.pinwheel.dockerfile;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A shell pattern as {@code ${X#…}}, {@code ${X%…}} and {@code ${X/…}} take it: {@code *}, {@code ?}, and escapes. */
final class Glob {

    private static final int MANY = Integer.MIN_VALUE;
    private static final int ONE = Integer.MIN_VALUE + 1;
    private static final long MOST_STEPS = 50_000_000;
    static final int NONE = -1;

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    static Glob parse(Text pattern) throws RejectedException {
        var points = Runes.of(pattern.chars()).points();
        var tokens = IntStream.builder();
        for (var i = 0; i < points.length; i++) {
            switch (points[i]) {
                case '*' -> tokens.add(MANY);
                case '?' -> tokens.add(ONE);
                case '\\' -> tokens.add(escaped(points, ++i));
                default -> tokens.add(points[i]);
            }
        }
        return new Glob(tokens.build().toArray());
    }

    private static int escaped(int[] points, int index) throws RejectedException {
        var point = index < points.length ? points[index] : ' ';
        if ("*?\\}/".indexOf(point) < 0) {
            throw new RejectedException("invalid escape in the pattern of a substitution");
        }
        return point;
    }

    Glob reversed() {
        return new Glob(reversed(tokens));
    }

    static int[] reversed(int[] values) {
        return IntStream.range(0, values.length)
                .map(i -> values[values.length - 1 - i])
                .toArray();
    }

    /** Refuses what would take too long to match at {@code starts} places. */
    void checkEffort(int length, int starts) throws RejectedException {
        if ((long) length * (tokens.length + 1) * starts > MOST_STEPS) {
            throw new RejectedException("a pattern in a substitution takes more steps than Pinwheel accepts");
        }
    }

    /**
     * How far the pattern reaches from {@code start}.
     *
     * @return the end of the longest match, or of the shortest; {@link #NONE} if there is none
     */
    int end(int[] points, int start, boolean longest) {
        var states = new boolean[tokens.length + 1];
        states[0] = true;
        skipStars(states);
        var end = NONE;
        for (var i = start; ; i++) {
            if (states[tokens.length]) {
                end = i;
            }
            if (i == points.length || (end != NONE && !longest)) {
                return end;
            }
            if (!step(states, points[i])) {
                return end;
            }
        }
    }

    /** Moves every state over one code point; says whether any is left. */
    private boolean step(boolean[] states, int point) {
        var before = states.clone();
        Arrays.fill(states, false);
        var left = false;
        for (var i = 0; i < tokens.length; i++) {
            if (!before[i]) {
                continue;
            }
            if (tokens[i] == MANY) {
                states[i] = true;
                left = true;
            } else if (tokens[i] == ONE || tokens[i] == point) {
                states[i + 1] = true;
                left = true;
            }
        }
        skipStars(states);
        return left;
    }

    private void skipStars(boolean[] states) {
        for (var i = 0; i < tokens.length; i++) {
            if (states[i] && tokens[i] == MANY) {
                states[i + 1] = true;
            }
        }
    }
}
