package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** Where the compressed contents lie in a zip file, if it has the form of which {@link ZipForm} makes sure. */
final class ZipContents implements AutoCloseable {

    private final FileChannel file;
    private final long size;
    private final Map<String, Long> places = new HashMap<>();
    private long end;

    /** The contents of this file, of which none is known yet. */
    ZipContents(Path file) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.READ);
        this.size = this.file.size();
    }

    /** Adds the next member, as the directory tells of it. */
    void add(ZipEntry entry) throws ZipException {
        var begin = end + ZipForm.before(entry);
        if (entry.getCompressedSize() < 0 || entry.getCompressedSize() > size - begin) {
            throw new ZipException("its members are larger than it is");
        }
        places.put(entry.getName(), begin);
        end = begin + entry.getCompressedSize() + ZipForm.behind(entry);
    }

    /** What lies between the headers of this member, compressed. */
    InputStream open(ZipEntry entry) {
        return new Region(places.getOrDefault(entry.getName(), size), entry.getCompressedSize());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Region extends InputStream {

        private long at;
        private long left;

        Region(long at, long length) {
            this.at = at;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(octet[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int most) throws IOException {
            var count = left == 0 ? -1 : file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(most, left)), at);
            at += Math.max(0, count);
            left -= Math.max(0, count);
            return count;
        }
    }
}
