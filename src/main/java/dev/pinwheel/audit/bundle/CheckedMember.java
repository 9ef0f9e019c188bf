package dev.pinwheel.audit.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** The content of a member of a zip file; at its end it must have the length and the CRC-32 that its headers say. */
final class CheckedMember extends FilterInputStream {

    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long length;

    CheckedMember(ZipEntry entry, InputStream content) {
        super(content);
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        var octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(octet[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        var count = in.read(bytes, offset, most);
        if (count > 0) {
            crc.update(bytes, offset, count);
            length += count;
        }
        if (length > entry.getSize() || (count < 0 && (length < entry.getSize() || crc.getValue() != entry.getCrc()))) {
            throw new ZipException("the content of " + entry.getName() + " is not what its headers say of it");
        }
        return count;
    }

    /** Reads what it skips, as that counts, too. */
    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
