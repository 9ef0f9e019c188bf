package dev.pinwheel.audit.bundle;

import dev.pinwheel.ledger.Leaf;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The exact bytes of entries, a line each; a line that no entry can fill is refused. */
final class Lines implements AutoCloseable {

    private final String name;
    private final InputStream content;
    private final byte[] buffer = new byte[2 * (Leaf.MAX_LENGTH + 1)];
    private int from;
    private int to;

    /** The lines of the member of this name. */
    Lines(String name, InputStream content) {
        this.name = name;
        this.content = content;
    }

    /** The next entry; nothing at the end. */
    Optional<Leaf> next() throws IOException {
        var end = end(from);
        while (end < 0 && to - from <= Leaf.MAX_LENGTH && fill()) {
            end = end(from);
        }
        if (end < 0 && from == to) {
            return Optional.empty();
        }
        if (end < 0 || end - from > Leaf.MAX_LENGTH) {
            throw Failed.tampered(name + " has a line that is no entry");
        }
        if (end == from) {
            throw Failed.tampered(name + " has an empty line");
        }
        var leaf = Leaf.of(Arrays.copyOfRange(buffer, from, end));
        from = end + 1;
        return Optional.of(leaf);
    }

    /** Where the line that begins here ends, or -1. */
    private int end(int begin) {
        for (var at = begin; at < to; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Reads more; false at the end. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        var length = content.read(buffer, to, buffer.length - to);
        to += Math.max(0, length);
        return length >= 0;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
