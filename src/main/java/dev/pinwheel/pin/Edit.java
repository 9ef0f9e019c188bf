package dev.pinwheel.pin;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The bytes of one file that are to be replaced, and by what. */
final class Edit {

    private static final String CONTINUING = "._-:@/$\\";

    private record Replacement(int end, String bytes) {}

    private final String file;
    private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();
    private final Set<Integer> wordEnds = new TreeSet<>();

    Edit(String file) {
        this.file = file;
    }

    /** Plans to put something in the place of some bytes; the same plan twice is one. */
    void replace(int start, int end, String bytes) throws RefusedEditException {
        var replacement = new Replacement(end, bytes);
        if (replacement.equals(replacements.get(start))) {
            return;
        }
        var before = replacements.lowerEntry(end);
        if (before != null && before.getValue().end() > start) {
            throw new RefusedEditException(file, "the same bytes, from " + start + ", would get two meanings");
        }
        replacements.put(start, replacement);
    }

    /** Plans to put something behind a word, which must end there. */
    void append(int at, String bytes) throws RefusedEditException {
        wordEnds.add(at);
        replace(at, at, bytes);
    }

    byte[] applyTo(byte[] content) throws RefusedEditException {
        for (var end : wordEnds) {
            if (end < content.length && continues((char) (content[end] & 0xFF))) {
                throw new RefusedEditException(
                        file, "what stands behind byte " + end + " belongs to the same word; pin it yourself");
            }
        }
        var result = new StringBuilder(new String(content, StandardCharsets.ISO_8859_1));
        for (var each : replacements.descendingMap().entrySet()) {
            result.replace(each.getKey(), each.getValue().end(), each.getValue().bytes());
        }
        return result.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean continues(char next) {
        return Character.isLetterOrDigit(next) || CONTINUING.indexOf(next) >= 0;
    }
}
