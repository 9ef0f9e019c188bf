package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;

/**
 * Whether every byte of a zip file that is not a member's compressed content is the one that {@link ZipMembers} writes:
 * nothing lies between the members or behind them, and no header says what the directory does not say.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, the format of zip files</a>
 */
final class ZipForm implements AutoCloseable {

    private static final long LARGE = 0xFFFFFFFFL;
    private static final int LARGE_VERSION = 45;
    private static final int VERSION = 20;
    private static final int SIZES_FOLLOW_IN_UTF8 = 0x0808;

    /** {@link ZipMembers#TIME} as MS-DOS writes it. */
    private static final int TIME = 0x00210001;

    private static final int LONGEST = 1 << 10;

    private final RandomAccessFile zip;
    private long at;

    private record Member(String name, long crc, long compressed, long size, long offset) {

        private boolean isLarge() {
            return compressed >= LARGE || size >= LARGE;
        }

        byte[] local() {
            var bytes = header(0x04034b50, VERSION).putInt(0).putInt(0).putInt(0);
            return ended(named(bytes, 0));
        }

        byte[] following() {
            var bytes = buffer().putInt(0x08074b50).putInt((int) crc);
            return ended(
                    isLarge()
                            ? bytes.putLong(compressed).putLong(size)
                            : bytes.putInt((int) compressed).putInt((int) size));
        }

        byte[] directory() {
            var more = buffer();
            putLarge(more, size);
            putLarge(more, compressed);
            putLarge(more, offset);
            var length = more.position() == 0 ? 0 : more.position() + 4;
            var version = length == 0 ? VERSION : LARGE_VERSION;
            var bytes = buffer().putInt(0x02014b50).putShort((short) version);
            bytes.put(Arrays.copyOfRange(header(0, version).array(), 4, 14));
            bytes.putInt((int) crc).putInt(clipped(compressed)).putInt(clipped(size));
            bytes.putShort((short) utf8().length).putShort((short) length);
            bytes.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
            bytes.putInt(clipped(offset)).put(utf8());
            if (length > 0) {
                bytes.putShort((short) 1).putShort((short) more.position()).put(ended(more));
            }
            return ended(bytes);
        }

        private static void putLarge(ByteBuffer bytes, long value) {
            if (value >= LARGE) {
                bytes.putLong(value);
            }
        }

        private static int clipped(long value) {
            return (int) Math.min(value, LARGE);
        }

        private ByteBuffer header(int signature, int version) {
            return buffer().putInt(signature)
                    .putShort((short) version)
                    .putShort((short) SIZES_FOLLOW_IN_UTF8)
                    .putShort((short) ZipEntry.DEFLATED)
                    .putInt(TIME);
        }

        private ByteBuffer named(ByteBuffer bytes, int extra) {
            return bytes.putShort((short) utf8().length).putShort((short) extra).put(utf8());
        }

        private byte[] utf8() {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }

    private ZipForm(Path file) throws IOException {
        this.zip = new RandomAccessFile(file.toFile(), "r");
    }

    /**
     * Checks the form of a file.
     *
     * @param members what the directory says of them, in its order
     * @throws IOException if a byte is another, and where
     */
    static void check(Path file, Iterable<? extends ZipEntry> members) throws IOException {
        try (var form = new ZipForm(file)) {
            for (var entry : members) {
                var member = form.member(entry);
                form.expect(member.local());
                form.at += member.compressed();
                form.expect(member.following());
            }
            var end = ZipEnd.read(file);
            var directory = form.at;
            var offset = 0L;
            for (var entry : members) {
                var member = member(entry, offset);
                form.expect(member.directory());
                offset += member.local().length + member.compressed() + member.following().length;
            }
            form.expect(end.print(directory, form.at - directory));
            if (form.at != form.zip.length()) {
                throw new IOException("something follows its end");
            }
        }
    }

    /** How many bytes a member has before its content. */
    static int before(ZipEntry entry) {
        return member(entry, 0).local().length;
    }

    /** How many bytes a member has behind its content. */
    static int behind(ZipEntry entry) {
        return member(entry, 0).following().length;
    }

    private Member member(ZipEntry entry) {
        return member(entry, at);
    }

    private static Member member(ZipEntry entry, long offset) {
        return new Member(entry.getName(), entry.getCrc(), entry.getCompressedSize(), entry.getSize(), offset);
    }

    private void expect(byte[] bytes) throws IOException {
        var found = new byte[bytes.length];
        if (at + bytes.length <= zip.length()) {
            zip.seek(at);
            zip.readFully(found);
        }
        if (!Arrays.equals(bytes, found)) {
            throw new IOException("the bytes from " + at + " on are not those that a bundle has there");
        }
        at += bytes.length;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ended(ByteBuffer bytes) {
        var written = new byte[bytes.position()];
        bytes.get(0, written);
        return written;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
