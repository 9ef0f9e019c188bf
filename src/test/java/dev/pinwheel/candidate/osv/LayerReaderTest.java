package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.VerifiedStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LayerReaderTest {

    private static final Limits SMALL = new Limits(10, 100, 1 << 20, 1 << 16);
    private static final String STATUS = "var/lib/dpkg/status";

    @Test
    void keepsTheFewFilesThatAreLookedAt() throws IOException {
        var layer = read(new Tar()
                .file("etc/os-release", "ID=debian")
                .file("etc/passwd", "root")
                .file(STATUS, "Package: a")
                .file("var/lib/dpkg/status.d/base", "Package: b")
                .file("var/lib/dpkg/status.d/base.md5sums", "0 x")
                .file("lib/apk/db/installed", "P:a")
                .gzipped());

        assertEquals(
                Set.of("etc/os-release", STATUS, "var/lib/dpkg/status.d/base", "lib/apk/db/installed"),
                layer.files().keySet());
    }

    @Test
    void readsATarThatIsNotCompressed() throws IOException {
        assertEquals(
                Set.of(STATUS), read(new Tar().file(STATUS, "").bytes()).files().keySet());
    }

    @Test
    void readsEveryMemberOfAGzip() throws IOException {
        var tar =
                new Tar().file("etc/passwd", "root").file(STATUS, "Package: a").bytes();
        var members = new ByteArrayOutputStream();
        members.writeBytes(Tar.gzip(Arrays.copyOf(tar, 1024)));
        members.writeBytes(Tar.gzip(Arrays.copyOfRange(tar, 1024, tar.length)));

        var layer = new LayerReader(SMALL).read(new NeverAvailable(members.toByteArray()));

        assertEquals(Set.of(STATUS), layer.files().keySet());
    }

    @Test
    void refusesZstd() {
        var blob = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};

        var refusal = refusal(() -> read(blob));

        assertTrue(refusal.contains("zstd"), refusal);
    }

    @Test
    void endsABombWithAReason() {
        var bomb = new Tar()
                .header('0', "zeros", "", 1L << 40)
                .raw(new byte[8 << 20])
                .gzipped();

        var refusal = refusal(() -> read(bomb));

        assertTrue(refusal.contains("unpacks to more than"), refusal);
    }

    @Test
    void refusesMoreDatabasesThanItKeeps() {
        var layer = new Tar();
        for (var part = 0; part < 90; part++) {
            layer.file("var/lib/dpkg/status.d/" + part, "x".repeat(700));
        }

        assertThrows(Unreadable.class, () -> read(layer.gzipped()));
    }

    @Test
    void refusesABlobThatIsNotWhatItsNameSays() {
        var tar = new Tar().file(STATUS, "Package: a").gzipped();
        var other = new Tar().file(STATUS, "Package: b").gzipped();

        var refusal = refusal(() -> read(tar, other));

        assertTrue(refusal.contains("its bytes hash to"), refusal);
    }

    @Test
    void refusesABlobWithMoreBytesThanItShouldHave() {
        var tar = new Tar().file(STATUS, "Package: a").gzipped();
        var longer = Arrays.copyOf(tar, tar.length + 1);

        var refusal = refusal(() -> read(tar, longer));

        assertTrue(refusal.contains("more than its"), refusal);
    }

    @Test
    void believesAFailureThatIsToldOnlyOnce() {
        var endsWithItsGzip =
                Tar.gzip(Arrays.copyOf(new Tar().file(STATUS, "Package: a").bytes(), 1024));

        assertThrows(IOException.class, () -> new LayerReader(SMALL).read(new FailsOnceAtItsEnd(endsWithItsGzip)));
    }

    private static String refusal(Executable read) {
        return String.valueOf(assertThrows(IOException.class, read).getMessage());
    }

    private static Layer read(byte[] blob) throws IOException {
        return read(blob, blob);
    }

    private static Layer read(byte[] named, byte[] given) throws IOException {
        var descriptor = new Descriptor("", Digest.of(named), named.length);
        return new LayerReader(SMALL)
                .read(new VerifiedStream(new ByteArrayInputStream(given), descriptor, "tried to read a layer"));
    }

    /** As a network's stream between two packets. */
    private static final class NeverAvailable extends InputStream {

        private final InputStream in;

        private NeverAvailable(byte[] content) {
            this.in = new ByteArrayInputStream(content);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.min(length, 1));
        }
    }

    /** As a blob whose wrong hash is told at its end, and not again. */
    private static final class FailsOnceAtItsEnd extends FilterInputStream {

        private boolean told;

        private FailsOnceAtItsEnd(byte[] content) {
            super(new ByteArrayInputStream(content));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            if (count < 0 && !told) {
                told = true;
                throw new IOException("the hash is wrong");
            }
            return count;
        }
    }
}
