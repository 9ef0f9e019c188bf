package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text and the signatures under it.
 *
 * @param text what is signed, with its final newline
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
public record Note(String text, List<Signature> signatures) {

    /** The largest note that is read, in bytes. */
    public static final int MAX_LENGTH = 1 << 16;

    private static final int MAX_SIGNATURES = 100;

    /** What a note is worth to who trusts one key. */
    public enum Standing {
        /** The key signed it. */
        VERIFIED,
        /** It has no signature by that key. */
        UNKNOWN_KEY,
        /** It has a signature that claims to be the key's, and is not. */
        FORGED
    }

    public Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(Note::isForbidden)) {
            throw new IllegalArgumentException("a note's text ends with a newline and has no control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    private static boolean isForbidden(int character) {
        return character < ' ' && character != '\n';
    }

    /** Reads a note; the inverse of {@link #toString}. */
    public static Note parse(byte[] utf8) {
        return parse(Utf8Text.parse(utf8, MAX_LENGTH, "a note"));
    }

    /** Reads a note; the inverse of {@link #toString}. */
    public static Note parse(String text) {
        var end = text.lastIndexOf("\n\n");
        if (end < 0 || end + 2 == text.length() || !text.endsWith("\n")) {
            throw new IllegalArgumentException("a note is a text, an empty line and signature lines");
        }
        var signatures = new ArrayList<Signature>();
        for (var line : text.substring(end + 2, text.length() - 1).split("\n", -1)) {
            signatures.add(Signature.parse(line));
        }
        return new Note(text.substring(0, end + 1), signatures);
    }

    /** What this note is worth to who trusts this key; others' signatures do not matter. */
    public Standing check(NoteKey key) {
        var ours = signatures.stream().filter(signature -> signature.isBy(key)).toList();
        if (ours.isEmpty()) {
            return Standing.UNKNOWN_KEY;
        }
        return ours.stream().allMatch(signature -> key.verifies(text, signature.signed()))
                ? Standing.VERIFIED
                : Standing.FORGED;
    }

    /** This note with these lines under it, in the place of those by the same keys. */
    public Note with(List<Signature> lines) {
        var all = new ArrayList<>(signatures);
        for (var line : lines) {
            var place = IntStream.range(0, all.size())
                    .filter(at -> all.get(at).isOfTheKeyOf(line))
                    .findFirst();
            place.ifPresentOrElse(at -> all.set(at, line), () -> all.add(line));
        }
        return new Note(text, all);
    }

    @Override
    public String toString() {
        return text + "\n" + signatures.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** One line under a note: who signed, with which key, and the signature. */
    public static final class Signature {

        private static final String DASH = "\u2014 ";
        private static final int ID_LENGTH = 4;

        private final String name;
        private final byte[] blob;

        Signature(String name, byte[] id, byte[] signed) {
            this(
                    name,
                    ByteBuffer.allocate(id.length + signed.length)
                            .put(id)
                            .put(signed)
                            .array());
        }

        private Signature(String name, byte[] blob) {
            this.name = KeyName.checkAnybodys(name);
            this.blob = blob;
            if (blob.length <= ID_LENGTH) {
                throw new IllegalArgumentException("a signature by '" + name + "' is empty");
            }
        }

        /** Reads a line without its newline; the inverse of {@link #toString}. */
        public static Signature parse(String line) {
            var space = line.indexOf(' ', DASH.length());
            if (!line.startsWith(DASH) || space < 0) {
                throw new IllegalArgumentException("not a signature line: '" + line + "'");
            }
            return new Signature(line.substring(DASH.length(), space), Base64Text.parse(line.substring(space + 1)));
        }

        /** Who signed, by the line's own words. */
        public String name() {
            return name;
        }

        /** Whether this line claims to be by this key; {@link Note#check} says whether it is. */
        public boolean isBy(NoteKey key) {
            return name.equals(key.name()) && Arrays.equals(Arrays.copyOf(blob, ID_LENGTH), key.id());
        }

        private boolean isOfTheKeyOf(Signature other) {
            return name.equals(other.name)
                    && Arrays.equals(Arrays.copyOf(blob, ID_LENGTH), Arrays.copyOf(other.blob, ID_LENGTH));
        }

        byte[] signed() {
            return Arrays.copyOfRange(blob, ID_LENGTH, blob.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature that && toString().equals(that.toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return DASH + name + " " + Base64Text.print(blob);
        }
    }
}
