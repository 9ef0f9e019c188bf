package dev.pinwheel.pin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an edit changes in a file, as a unified diff; an edit changes lines, and adds or removes none. */
public final class Patch {

    private static final int CONTEXT = 3;

    private Patch() {}

    /**
     * The patch of one file.
     *
     * @throws CharacterCodingException if a line of it is not UTF-8, which the text of a patch cannot hold
     */
    public static String of(String path, byte[] before, byte[] after) throws CharacterCodingException {
        var old = lines(before);
        var now = lines(after);
        if (old.size() != now.size()) {
            throw new IllegalArgumentException("an edit of " + path + " adds or removes lines");
        }
        var patch = new StringBuilder();
        for (var hunk : hunks(old, now)) {
            patch.append(text(hunk, old, now));
        }
        return "--- a/" + path + "\n+++ b/" + path + "\n" + decoded(patch.toString());
    }

    private static String decoded(String bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }

    /** Lines from {@code start} to {@code end}, counted from 0. */
    private record Hunk(int start, int end) {}

    private static List<Hunk> hunks(List<String> old, List<String> now) {
        var hunks = new ArrayList<Hunk>();
        for (var i = 0; i < old.size(); i++) {
            if (old.get(i).equals(now.get(i))) {
                continue;
            }
            var hunk = new Hunk(Math.max(0, i - CONTEXT), Math.min(old.size(), i + CONTEXT + 1));
            if (!hunks.isEmpty() && hunks.getLast().end() >= hunk.start()) {
                hunk = new Hunk(hunks.removeLast().start(), hunk.end());
            }
            hunks.add(hunk);
        }
        return hunks;
    }

    private static String text(Hunk hunk, List<String> old, List<String> now) {
        var range = (hunk.start() + 1) + "," + (hunk.end() - hunk.start());
        var text = new StringBuilder("@@ -" + range + " +" + range + " @@\n");
        for (var i = hunk.start(); i < hunk.end(); ) {
            var end = i;
            while (end < hunk.end() && !old.get(end).equals(now.get(end))) {
                end++;
            }
            old.subList(i, end).forEach(line -> text.append(line("-", line)));
            now.subList(i, end).forEach(line -> text.append(line("+", line)));
            if (end == i) {
                text.append(line(" ", old.get(end++)));
            }
            i = end;
        }
        return text.toString();
    }

    private static String line(String sign, String line) {
        return sign + line + (line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
    }

    /** The lines, each with its end; a character stands for a byte. */
    private static List<String> lines(byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        var lines = new ArrayList<String>();
        for (var start = 0; start < text.length(); ) {
            var newline = text.indexOf('\n', start);
            var end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
