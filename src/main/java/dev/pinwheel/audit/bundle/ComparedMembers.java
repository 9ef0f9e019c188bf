package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** What is written here must be what a bundle already has; the first difference is remembered. */
final class ComparedMembers implements Members {

    private final BundleFile bundle;
    private Optional<String> different = Optional.empty();

    ComparedMembers(BundleFile bundle) {
        this.bundle = bundle;
    }

    /** The member in which the first difference was, if there was one. */
    Optional<String> different() {
        return different;
    }

    @Override
    public OutputStream open(String name) throws IOException {
        return new Compared(name, bundle.open(name));
    }

    private final class Compared extends OutputStream {

        private final String name;
        private final InputStream there;
        private boolean closed;

        Compared(String name, InputStream there) {
            this.name = name;
            this.there = there;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (different.isEmpty()) {
                try {
                    var found = there.readNBytes(length);
                    hold(Arrays.equals(found, 0, found.length, bytes, offset, offset + length));
                } catch (IOException e) {
                    hold(false);
                }
            }
        }

        private void hold(boolean same) {
            if (!same && different.isEmpty()) {
                different = Optional.of(name);
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (there) {
                hold(there.read() < 0);
            } catch (IOException e) {
                hold(false);
            }
        }
    }
}
