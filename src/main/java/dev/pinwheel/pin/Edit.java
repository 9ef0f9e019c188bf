package dev.pinwheel.pin;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The bytes of one file that are to be replaced, and by what. */
final class Edit {

    private record Replacement(int end, String bytes) {}

    private final String file;
    private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();

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

    byte[] applyTo(byte[] content) {
        var result = new StringBuilder(new String(content, StandardCharsets.ISO_8859_1));
        for (var each : replacements.descendingMap().entrySet()) {
            result.replace(each.getKey(), each.getValue().end(), each.getValue().bytes());
        }
        return result.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
