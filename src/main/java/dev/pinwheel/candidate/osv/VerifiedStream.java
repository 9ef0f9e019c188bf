package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A blob's bytes that fail at their end if they do not hash to the blob's digest, earlier if there are too many. */
final class VerifiedStream extends InputStream {

    private final InputStream in;
    private final Descriptor blob;
    private final MessageDigest hasher;
    private long given;
    private boolean verified;

    VerifiedStream(InputStream in, Descriptor blob) {
        this.in = in;
        this.blob = blob;
        this.hasher = Digest.hasher(blob.digest().algorithm());
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
            hasher.update(bytes, offset, count);
            given += count;
        }
        if (given > blob.size()) {
            throw new Unreadable("blob " + blob.digest() + " has more than the " + blob.size() + " bytes it should");
        }
        if (count < 0 && !verified) {
            verify();
        }
        return count;
    }

    private void verify() throws Unreadable {
        var hash = HexFormat.of().formatHex(hasher.digest());
        if (!hash.equals(blob.digest().hex())) {
            throw new Unreadable("blob " + blob.digest() + " is not what its name says: it hashes to " + hash);
        }
        verified = true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
