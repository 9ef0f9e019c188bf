package dev.pinwheel.audit.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The content of a member of a zip file; at its end it must have the length and the CRC-32 that its headers say, and
 * nothing may lie behind what was inflated.
 */
final class CheckedMember extends FilterInputStream {

    private static final int BUFFER = 1 << 13;

    private final ZipEntry entry;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long length;

    /** The content of which this is the compressed form (RFC 1951). */
    CheckedMember(ZipEntry entry, InputStream compressed) {
        this(entry, compressed, new Inflater(true));
    }

    private CheckedMember(ZipEntry entry, InputStream compressed, Inflater inflater) {
        super(new InflaterInputStream(compressed, inflater, BUFFER));
        this.entry = entry;
        this.inflater = inflater;
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
        if (count < 0 && (!inflater.finished() || inflater.getBytesRead() != entry.getCompressedSize())) {
            throw new ZipException("something follows the content of " + entry.getName());
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

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            inflater.end();
        }
    }
}
