package dev.pinwheel.registry.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * A blob on its way: goes on where its connection broke, names what was tried if it fails, and gives
 * its turn back when it ends or is closed.
 */
final class Download extends InputStream {

    private static final int MOST_BREAKS = 5;

    /** Where a blob's bytes come from. */
    interface Source {

        /** The bytes from this one on. */
        InputStream from(long first) throws Trouble;
    }

    private final Source source;
    private final String tried;
    private final Runnable leave;
    private InputStream body;
    private long read;
    private int breaks;
    private boolean left;

    /** Begins it. */
    Download(Source source, String tried, Runnable leave) throws Trouble {
        this.source = source;
        this.tried = tried;
        this.leave = leave;
        this.body = source.from(0);
    }

    /**
     * The bytes that an answer has from this one on, the first of which has come: a server may send only these, or all
     * of them again.
     */
    static InputStream rest(Answer answer, long first) throws Trouble {
        if (answer.status() == 206) {
            checkRange(answer, first);
        } else {
            answer.body().pass(first);
        }
        answer.body().begins();
        return answer.body();
    }

    private static void checkRange(Answer answer, long first) throws Trouble {
        var range = answer.header("Content-Range").orElse("");
        if (!range.startsWith("bytes " + first + "-")) {
            answer.body().close();
            throw Trouble.malformed(
                    "asked for the bytes from " + first + " on, it sent '" + Warnings.shown(range) + "'");
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            var count = some(buffer, offset, length);
            if (count < 0) {
                leave();
            } else {
                read += count;
            }
            return count;
        } catch (Trouble trouble) {
            leave();
            throw trouble.exception(tried);
        }
    }

    private int some(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            try {
                return body.read(buffer, offset, length);
            } catch (Trouble trouble) {
                goOnAfter(trouble);
            }
        }
    }

    /** Each time something more has come: whoever breaks off before that is asked again where the request is made. */
    private void goOnAfter(Trouble trouble) throws Trouble {
        breaks++;
        if (!trouble.isPassing() || breaks > MOST_BREAKS) {
            throw trouble;
        }
        body = source.from(read);
    }

    private void leave() {
        if (!left) {
            left = true;
            leave.run();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
        leave();
    }
}
