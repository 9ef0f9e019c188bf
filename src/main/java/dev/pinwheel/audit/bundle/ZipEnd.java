package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The last record of a zip file, which says how large its directory is. It is read before anything else opens the
 * file, because others read the directory into memory whole.
 *
 * @param members how many members the directory says there are
 * @param directory how many bytes the directory has
 */
record ZipEnd(int members, long directory) {

    private static final int LENGTH = 22;
    private static final int SIGNATURE = 0x06054b50;
    private static final int LARGE_LENGTH = 56;
    private static final int LARGE_SIGNATURE = 0x06064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ELSEWHERE = 0xFFFFFFFF;

    /**
     * Reads the end of a bundle.
     *
     * @throws IOException if no bundle that we write ends so
     */
    static ZipEnd read(Path file) throws IOException {
        try (var zip = new RandomAccessFile(file.toFile(), "r")) {
            var end = bytes(zip, zip.length() - LENGTH, LENGTH);
            if (end.getInt(0) != SIGNATURE || end.getInt(4) != 0 || end.getShort(8) != end.getShort(10)) {
                throw new IOException("it does not end as a zip file of one part without a comment");
            }
            if (end.getShort(20) != 0) {
                throw new IOException("something follows the directory");
            }
            var known = new ZipEnd(Short.toUnsignedInt(end.getShort(10)), Integer.toUnsignedLong(end.getInt(12)));
            if (end.getInt(16) == ELSEWHERE) {
                known.checkLarge(zip);
            }
            return known;
        }
    }

    /** What stands before the end of a file of more than 4 GiB says the same; a reader might believe it instead. */
    private void checkLarge(RandomAccessFile zip) throws IOException {
        var at = zip.length() - LENGTH - LOCATOR_LENGTH - LARGE_LENGTH;
        var locator = bytes(zip, at + LARGE_LENGTH, LOCATOR_LENGTH);
        var large = bytes(zip, at, LARGE_LENGTH);
        if (locator.getInt(0) != LOCATOR_SIGNATURE
                || locator.getLong(8) != at
                || large.getInt(0) != LARGE_SIGNATURE
                || large.getLong(32) != members
                || large.getLong(40) != directory) {
            throw new IOException("the records at its end contradict each other");
        }
    }

    /** The end of a file with this many members whose directory lies here. */
    byte[] print(long offset, long length) {
        var isLarge = offset >= Integer.toUnsignedLong(ELSEWHERE);
        var bytes = ByteBuffer.allocate(LARGE_LENGTH + LOCATOR_LENGTH + LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        if (isLarge) {
            bytes.putInt(LARGE_SIGNATURE)
                    .putLong(LARGE_LENGTH - 12)
                    .putShort((short) 45)
                    .putShort((short) 45);
            bytes.putInt(0)
                    .putInt(0)
                    .putLong(members)
                    .putLong(members)
                    .putLong(length)
                    .putLong(offset);
            bytes.putInt(LOCATOR_SIGNATURE).putInt(0).putLong(offset + length).putInt(1);
        }
        bytes.putInt(SIGNATURE).putInt(0).putShort((short) members).putShort((short) members);
        bytes.putInt((int) length).putInt(isLarge ? ELSEWHERE : (int) offset).putShort((short) 0);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ByteBuffer bytes(RandomAccessFile zip, long at, int length) throws IOException {
        if (at < 0) {
            throw new IOException("it is too short");
        }
        var bytes = new byte[length];
        zip.seek(at);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
