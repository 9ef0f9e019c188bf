package dev.pinwheel.candidate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An OCI image layout directory that holds one image, whatever a builder put there: everything read is
 * held against its digest and bounded in size.
 */
public final class Layout {

    private static final int LARGEST = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Digest image;
    private final List<Digest> diffIds;

    private Layout(Digest image, List<Digest> diffIds) {
        this.image = image;
        this.diffIds = List.copyOf(diffIds);
    }

    /**
     * Reads the layout's index, its only manifest and that one's config.
     *
     * @throws IOException if it is not a layout with exactly one image whose content hashes to its digests
     */
    public static Layout read(Path directory) throws IOException {
        var index = JSON.readTree(bounded(directory.resolve("index.json")));
        var manifests = index.path("manifests");
        if (manifests.size() != 1) {
            throw new IOException("layout " + directory + " has " + manifests.size() + " images instead of one");
        }
        var image = digest(manifests.get(0), directory);
        var manifest = JSON.readTree(blob(directory, image));
        var config = JSON.readTree(blob(directory, digest(manifest.path("config"), directory)));
        var diffIds = diffIds(config, directory);
        if (diffIds.size() != manifest.path("layers").size()) {
            throw new IOException("image " + image + " in " + directory + " has "
                    + manifest.path("layers").size() + " layers and " + diffIds.size() + " diff_ids");
        }
        for (var layer : manifest.path("layers")) {
            verify(file(directory, digest(layer, directory)), digest(layer, directory));
        }
        return new Layout(image, diffIds);
    }

    /** The image manifest's digest. */
    public Digest image() {
        return image;
    }

    /** The layers from the lowest, each by the hash of its uncompressed tar. */
    public List<Digest> diffIds() {
        return diffIds;
    }

    private static List<Digest> diffIds(JsonNode config, Path directory) throws IOException {
        var diffIds = new ArrayList<Digest>();
        for (var diffId : config.path("rootfs").path("diff_ids")) {
            diffIds.add(parse(diffId.asText(), directory));
        }
        return diffIds;
    }

    private static byte[] blob(Path directory, Digest digest) throws IOException {
        var file = file(directory, digest);
        var content = bounded(file);
        if (!digest.matches(content)) {
            throw new IOException(file + " does not hash to its name");
        }
        return content;
    }

    private static void verify(Path file, Digest digest) throws IOException {
        var hasher = Digest.hasher(digest.algorithm());
        try (var in = new DigestInputStream(Files.newInputStream(file), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(hasher.digest()).equals(digest.hex())) {
            throw new IOException(file + " does not hash to its name");
        }
    }

    private static Path file(Path directory, Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    private static byte[] bounded(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException(file + " is larger than " + LARGEST + " bytes");
            }
            return content;
        }
    }

    private static Digest digest(JsonNode descriptor, Path directory) throws IOException {
        return parse(descriptor.path("digest").asText(), directory);
    }

    private static Digest parse(String text, Path directory) throws IOException {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("layout " + directory + ": " + e.getMessage(), e);
        }
    }
}
