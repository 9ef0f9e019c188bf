package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An OCI image layout directory, made blob by blob. */
record Layout(Path directory) {

    Descriptor blob(String mediaType, byte[] content) throws IOException {
        var digest = Digest.of(content);
        var file = path(digest);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return new Descriptor(mediaType, digest, content.length);
    }

    Path path(Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    /** An image of these layers, the lowest first. */
    Descriptor image(Tar... layers) throws IOException {
        var descriptors = new StringBuilder();
        for (var layer : layers) {
            var blob = blob("application/vnd.oci.image.layer.v1.tar+gzip", layer.gzipped());
            descriptors.append(descriptors.isEmpty() ? "" : ", ").append(json(blob, ""));
        }
        var manifest = "{\"schemaVersion\": 2, \"layers\": [" + descriptors + "]}";
        return blob("application/vnd.oci.image.manifest.v1+json", manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** An index of these children. */
    Descriptor index(String... children) throws IOException {
        return blob("application/vnd.oci.image.index.v1+json", indexOf(children));
    }

    /** The layout's own index: what it holds. */
    Layout holds(String... children) throws IOException {
        Files.write(directory.resolve("index.json"), indexOf(children));
        return this;
    }

    Layout holds(Descriptor image) throws IOException {
        return holds(json(image, ""));
    }

    private static byte[] indexOf(String... children) {
        var list = Arrays.stream(children).collect(Collectors.joining(", "));
        return ("{\"schemaVersion\": 2, \"manifests\": [" + list + "]}").getBytes(StandardCharsets.UTF_8);
    }

    static String child(Descriptor manifest, String os, String architecture) {
        return json(manifest, ", \"platform\": {\"os\": \"" + os + "\", \"architecture\": \"" + architecture + "\"}");
    }

    private static String json(Descriptor descriptor, String more) {
        return "{\"mediaType\": \"%s\", \"digest\": \"%s\", \"size\": %d%s}"
                .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size(), more);
    }
}
