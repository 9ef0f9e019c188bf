package dev.pinwheel.candidate.osv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A tar archive made by hand, entry by entry. */
final class Tar {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    Tar file(String name, String content) {
        return entry('0', name, "", content);
    }

    Tar directory(String name) {
        return entry('5', name, "", "");
    }

    Tar symlink(String name, String target) {
        return entry('2', name, target, "");
    }

    Tar hardLink(String name, String target) {
        return entry('1', name, target, "");
    }

    /** A pax header for the entry that follows. */
    Tar pax(String key, String value) {
        var record = " " + key + "=" + value + "\n";
        var length = record.getBytes(StandardCharsets.UTF_8).length;
        var digits = String.valueOf(length + 3).length();
        return entry('x', "PaxHeader", "", (length + digits) + record);
    }

    Tar gnuLongName(String name) {
        return entry('L', "././@LongLink", "", name + "\0");
    }

    Tar entry(char type, String name, String target, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        header(type, name, target, bytes.length);
        archive.writeBytes(bytes);
        archive.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
        return this;
    }

    /** A header whatever follows it. */
    Tar header(char type, String name, String target, long size) {
        var block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644\0");
        put(block, 124, String.format(Locale.ROOT, "%011o\0", size));
        block[156] = (byte) type;
        put(block, 157, target);
        put(block, 257, "ustar\00000");
        put(block, 148, String.format(Locale.ROOT, "%06o\0 ", checksum(block)));
        archive.writeBytes(block);
        return this;
    }

    private static int checksum(byte[] block) {
        var sum = 8 * ' ';
        for (var value : block) {
            sum += value & 0xff;
        }
        return sum;
    }

    private static void put(byte[] block, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    Tar raw(byte[] bytes) {
        archive.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(archive.toByteArray(), archive.size() + 2 * BLOCK);
    }

    byte[] gzipped() {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
