package dev.pinwheel.candidate.osv;

import java.nio.charset.StandardCharsets;

/**
 * One header block of a tar archive, in the ustar or the older GNU form.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax</a>
 */
final class TarHeader {

    static final int SIZE = 512;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final byte[] block;

    /** @throws Unreadable if the block's checksum is wrong, which is how a tar archive is known */
    TarHeader(byte[] block) throws Unreadable {
        this.block = block;
        if (number(CHECKSUM_AT, CHECKSUM_LENGTH) != checksum()) {
            throw new Unreadable("it is not a tar archive, or a damaged one: a header's checksum is wrong");
        }
    }

    private long checksum() {
        var sum = 0L;
        for (var i = 0; i < SIZE; i++) {
            var isChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            sum += isChecksum ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    String name() {
        var prefix = isPosix() ? text(345, 155) : "";
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private boolean isPosix() {
        return new String(block, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    }

    String target() {
        return text(157, 100);
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    long size() throws Unreadable {
        return number(124, 12);
    }

    /** Whether an old GNU sparse header goes on in a further block. */
    boolean continuesSparse() {
        return block[482] != 0;
    }

    private String text(int start, int length) {
        var end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return new String(block, start, end - start, StandardCharsets.UTF_8);
    }

    /** A number in octal digits, or in GNU's base 256 where the first bit is set. */
    private long number(int start, int length) throws Unreadable {
        if ((block[start] & 0x80) != 0) {
            return base256(start, length);
        }
        var digits = text(start, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new Unreadable("it is not a tar archive, or a damaged one: '" + digits + "' is not octal", e);
        }
    }

    private long base256(int start, int length) throws Unreadable {
        var value = block[start] & 0x7fL;
        for (var i = start + 1; i < start + length; i++) {
            if (value >> 54 != 0) {
                throw new Unreadable("its tar archive has a number that no file can have");
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return value;
    }
}
