package dev.pinwheel.candidate.osv;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What extension headers, of pax or of GNU, say about the entry that follows them. */
final class TarExtensions {

    private final Map<String, String> values = new HashMap<>();

    /** Takes the records of a pax header, each {@code LENGTH KEY=VALUE\n}; a later one wins. */
    void addPax(byte[] records) throws Unreadable {
        var at = 0;
        while (at < records.length && records[at] != 0) {
            var blank = at;
            while (blank < records.length && records[blank] != ' ') {
                blank++;
            }
            var end = at + length(records, at, blank);
            if (blank >= end || end > records.length || records[end - 1] != '\n') {
                throw damaged();
            }
            addRecord(new String(records, blank + 1, end - blank - 2, StandardCharsets.UTF_8));
            at = end;
        }
    }

    private static int length(byte[] records, int start, int end) throws Unreadable {
        try {
            return Integer.parseInt(new String(records, start, end - start, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new Unreadable("a pax header of its tar archive is damaged", e);
        }
    }

    private static Unreadable damaged() {
        return new Unreadable("a pax header of its tar archive is damaged");
    }

    private void addRecord(String record) throws Unreadable {
        var equals = record.indexOf('=');
        if (equals < 1 || record.indexOf('\0') >= 0) {
            throw damaged();
        }
        values.put(record.substring(0, equals), record.substring(equals + 1));
    }

    void addLongName(byte[] name) {
        values.put("path", cut(name));
    }

    void addLongTarget(byte[] target) {
        values.put("linkpath", cut(target));
    }

    private static String cut(byte[] text) {
        var end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    String nameOr(String name) {
        var sparse = values.get("GNU.sparse.name");
        return sparse != null ? sparse : valueOr("path", name);
    }

    String targetOr(String target) {
        return valueOr("linkpath", target);
    }

    /** An empty value takes an extension back. */
    private String valueOr(String key, String otherwise) {
        var value = values.getOrDefault(key, "");
        return value.isEmpty() ? otherwise : value;
    }

    long sizeOr(long size) throws Unreadable {
        var written = valueOr("size", "");
        try {
            return written.isEmpty() ? size : Long.parseUnsignedLong(written);
        } catch (NumberFormatException e) {
            throw new Unreadable("a pax header of its tar archive gives the size '" + written + "'", e);
        }
    }

    boolean isSparse() {
        return values.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    }
}
