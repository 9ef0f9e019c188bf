package dev.pinwheel.audit.bundle;

import dev.pinwheel.ledger.Leaf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The exact bytes of entries, a line each; a line that no entry can fill is refused. */
final class Lines implements AutoCloseable {

    private final InputStream content;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(InputStream content) {
        this.content = content;
    }

    /** The next entry; nothing at the end. */
    Optional<Leaf> next() throws IOException {
        line.reset();
        for (var octet = content.read(); octet != '\n'; octet = content.read()) {
            if (octet < 0 && line.size() == 0) {
                return Optional.empty();
            }
            if (octet < 0 || line.size() == Leaf.MAX_LENGTH) {
                throw Failed.tampered(Layout.ENTRIES + " has a line that is no entry");
            }
            line.write(octet);
        }
        if (line.size() == 0) {
            throw Failed.tampered(Layout.ENTRIES + " has an empty line");
        }
        return Optional.of(Leaf.of(line.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
