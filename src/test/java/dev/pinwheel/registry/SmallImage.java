package dev.pinwheel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image that is as small as one can be, for a platform, with layers that are texts.
 *
 * @param extra further members of its config, each after a comma
 */
public record SmallImage(Platform platform, List<String> layers, String extra) {

    SmallImage(Platform platform, List<String> layers) {
        this(platform, layers, "");
    }

    public static SmallImage of(String platform, String... layers) {
        return new SmallImage(Platform.parse(platform), Arrays.asList(layers));
    }

    /** The same image with further members of its config. */
    public SmallImage with(String members) {
        return new SmallImage(platform, layers, "," + members);
    }

    /** The layers' bytes; they are not compressed, so each one's digest is its diff-ID too. */
    public List<byte[]> blobs() {
        return layers.stream().map(layer -> layer.getBytes(UTF_8)).toList();
    }

    public byte[] config() {
        var variant = platform.variant()
                .map(value -> ",\"variant\":\"" + value + "\"")
                .orElse("");
        var diffIds =
                blobs().stream().map(blob -> "\"" + Digest.of(blob) + "\"").collect(Collectors.joining(","));
        return ("{\"architecture\":\"" + platform.architecture() + "\",\"os\":\"" + platform.os() + "\"" + variant
                        + extra + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffIds + "]}}")
                .getBytes(UTF_8);
    }

    public byte[] manifest() {
        var layerList = blobs().stream()
                .map(blob -> json("application/vnd.oci.image.layer.v1.tar", blob, ""))
                .collect(Collectors.joining(","));
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_MANIFEST.mediaType() + "\",\"config\":"
                        + json("application/vnd.oci.image.config.v1+json", config(), "") + ",\"layers\":["
                        + layerList + "]}")
                .getBytes(UTF_8);
    }

    public Digest digest() {
        return Digest.of(manifest());
    }

    /** An index of these images, in this order. */
    public static byte[] index(SmallImage... images) {
        var entries = Arrays.stream(images).map(SmallImage::entry).collect(Collectors.joining(","));
        return index(entries);
    }

    public static byte[] index(String entries) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType() + "\",\"manifests\":["
                        + entries + "]}")
                .getBytes(UTF_8);
    }

    /** This image's entry in an index. */
    public String entry() {
        var variant = platform.variant()
                .map(value -> ",\"variant\":\"" + value + "\"")
                .orElse("");
        return json(
                ManifestType.OCI_MANIFEST.mediaType(),
                manifest(),
                ",\"platform\":{\"os\":\"" + platform.os() + "\",\"architecture\":\"" + platform.architecture() + "\""
                        + variant + "}");
    }

    /** An index's entry for a manifest of linux on amd64. */
    static String entry(byte[] manifest) {
        return json(
                ManifestType.OCI_MANIFEST.mediaType(),
                manifest,
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}");
    }

    private static String json(String mediaType, byte[] content, String more) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + Digest.of(content) + "\",\"size\":"
                + content.length + more + "}";
    }

    Descriptor descriptor() {
        return new Descriptor(ManifestType.OCI_MANIFEST.mediaType(), digest(), manifest().length);
    }
}
