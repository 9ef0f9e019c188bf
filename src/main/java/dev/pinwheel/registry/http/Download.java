package dev.pinwheel.registry.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A blob on its way: names what was tried if it fails, and gives its turn back when it ends or is closed. */
final class Download extends FilterInputStream {

    private final String tried;
    private final Runnable leave;
    private boolean left;

    Download(InputStream body, String tried, Runnable leave) {
        super(body);
        this.tried = tried;
        this.leave = leave;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            var read = super.read(buffer, offset, length);
            if (read < 0) {
                leave();
            }
            return read;
        } catch (Trouble trouble) {
            leave();
            throw trouble.exception(tried);
        }
    }

    private void leave() {
        if (!left) {
            left = true;
            leave.run();
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        leave();
    }
}
