package dev.pinwheel.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** An image of one empty file that is called {@code f}, for linux/amd64; there is nothing to run in it. */
final class TinyImage {

    private static final String DOCKER = "application/vnd.docker.";

    private final byte[] archive = archive();
    private final byte[] layer = compressed(archive);

    byte[] layer() {
        return layer.clone();
    }

    byte[] config() {
        return utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + Digest.of(archive) + "\"]},"
                + "\"history\":[{\"created_by\":\"pinwheel\"}]}");
    }

    /** A manifest of the image that differs from every other by a note. */
    byte[] manifest(String note) {
        return utf8("{\"schemaVersion\":2,\"mediaType\":\"" + DOCKER
                + "distribution.manifest.v2+json\",\"config\":" + descriptor("container.image.v1+json", config())
                + ",\"layers\":[" + descriptor("image.rootfs.diff.tar.gzip", layer) + "],\"note\":\"" + note + "\"}");
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + DOCKER + type + "\",\"size\":" + content.length + ",\"digest\":\""
                + Digest.of(content) + "\"}";
    }

    private static byte[] archive() {
        var archive = new byte[1536];
        put(archive, 0, "f");
        put(archive, 100, "0000644");
        put(archive, 108, "0000000");
        put(archive, 116, "0000000");
        put(archive, 124, "00000000000");
        put(archive, 136, "00000000000");
        put(archive, 148, "        ");
        put(archive, 156, "0");
        put(archive, 257, "ustar");
        put(archive, 263, "00");
        var sum = 0;
        for (var i = 0; i < 512; i++) {
            sum += archive[i];
        }
        put(archive, 148, String.format("%06o", sum) + "\0 ");
        return archive;
    }

    private static void put(byte[] archive, int at, String text) {
        var bytes = utf8(text);
        System.arraycopy(bytes, 0, archive, at, bytes.length);
    }

    private static byte[] compressed(byte[] content) {
        var result = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(result)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
