package dev.pinwheel.candidate.osv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that, once it has failed, fails at every read: {@link java.util.zip.GZIPInputStream}
 * takes a failure behind its trailer for the end, and a wrong hash is told just there.
 */
final class LastingFailure extends FilterInputStream {

    private @Nullable IOException failure;

    LastingFailure(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
