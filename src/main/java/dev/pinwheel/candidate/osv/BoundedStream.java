package dev.pinwheel.candidate.osv;

import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it gives more bytes than allowed. */
final class BoundedStream extends InputStream {

    private final InputStream in;
    private final long allowed;
    private long given;

    BoundedStream(InputStream in, long allowed) {
        this.in = in;
        this.allowed = allowed;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var count = in.read(bytes, offset, length);
        if (count > 0) {
            given += count;
            if (given > allowed) {
                throw new Unreadable("it unpacks to more than the allowed " + allowed + " bytes");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
