package dev.pinwheel.candidate.osv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Reads a layer's blob once, from its first byte to its last, and keeps of it what the scanner looks at. */
final class LayerReader {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final int BUFFER = 64 << 10;

    private final Limits limits;

    LayerReader(Limits limits) {
        this.limits = limits;
    }

    /** Reads a tar archive, plain or gzipped; what it is, its first bytes tell. */
    Layer read(InputStream blob) throws IOException {
        var whole = new BufferedInputStream(new LastingFailure(blob), BUFFER);
        var draft = new LayerDraft(limits.kept());
        var archive = new TarReader(new BoundedStream(unpacked(whole), limits.unpacked()), limits.entries());
        for (var entry = archive.next(); entry.isPresent(); entry = archive.next()) {
            draft.add(entry.get(), archive);
        }
        whole.transferTo(OutputStream.nullOutputStream()); // so that its hash is told
        return draft.finish();
    }

    private static InputStream unpacked(BufferedInputStream blob) throws IOException {
        if (startsWith(blob, ZSTD)) {
            throw new Unreadable("it is compressed with zstd, which this scanner does not read; Trivy does");
        }
        return startsWith(blob, GZIP) ? new GZIPInputStream(blob, BUFFER) : blob;
    }

    private static boolean startsWith(BufferedInputStream blob, byte[] magic) throws IOException {
        blob.mark(magic.length);
        var start = blob.readNBytes(magic.length);
        blob.reset();
        return Arrays.equals(start, magic);
    }
}
