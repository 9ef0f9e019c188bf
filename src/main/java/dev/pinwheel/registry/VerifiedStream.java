package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A blob's bytes, held against its descriptor while they are read: it fails as soon as there are too
 * many of them, and at the end if there are too few or they do not hash to the digest.
 */
public final class VerifiedStream extends FilterInputStream {

    private final Descriptor blob;
    private final String what;
    private final MessageDigest hasher;
    private long count;
    private boolean ended;

    /** Reads {@code content}; {@code what} was tried is named if it is not the blob. */
    public VerifiedStream(InputStream content, Descriptor blob, String what) {
        super(content);
        this.blob = blob;
        this.what = what;
        this.hasher = Digest.hasher(blob.digest().algorithm());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        var read = super.read(buffer, offset, length);
        if (read < 0) {
            end();
            return -1;
        }
        count += read;
        if (count > blob.size()) {
            throw wrong(Cause.WRONG_LENGTH, "got more than its " + blob.size() + " bytes");
        }
        hasher.update(buffer, offset, read);
        return read;
    }

    private void end() throws RegistryException {
        if (count < blob.size()) {
            throw wrong(Cause.WRONG_LENGTH, "got only " + count + " of its " + blob.size() + " bytes");
        }
        var hex = HexFormat.of().formatHex(hasher.digest());
        if (!hex.equals(blob.digest().hex())) {
            throw wrong(Cause.WRONG_DIGEST, "its bytes hash to " + blob.digest().algorithm() + ":" + hex);
        }
        ended = true;
    }

    private RegistryException wrong(Cause cause, String why) {
        return new RegistryException(new Resolution.Invalid(cause, what + " but " + why));
    }

    @Override
    public long skip(long length) throws IOException {
        var scratch = new byte[Math.clamp(length, 0, 8192)];
        var read = read(scratch, 0, scratch.length);
        return Math.max(read, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void mark(int limit) {}

    @Override
    public void reset() throws IOException {
        throw new IOException("a blob is read once, from its beginning to its end");
    }
}
