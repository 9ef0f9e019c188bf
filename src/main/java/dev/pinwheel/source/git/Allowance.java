package dev.pinwheel.source.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** What one exchange with a remote may still take in time and in bytes. */
final class Allowance extends EmptyProgressMonitor {

    private final Limits limits;
    private final long start = System.nanoTime();
    private long received;

    Allowance(Limits limits) {
        this.limits = limits;
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - start > limits.time().toNanos();
    }

    /** The same stream, which fails when the allowance is used up. */
    InputStream limit(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                var one = super.read();
                take(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                take(Math.max(count, 0));
                return count;
            }
        };
    }

    private synchronized void take(int count) throws IOException {
        received += count;
        if (received > limits.bytes()) {
            throw new IOException("it sends more than " + limits.bytes() + " bytes");
        }
        if (isCancelled()) {
            throw new IOException("it takes longer than " + limits.time().toSeconds() + " s");
        }
    }
}
