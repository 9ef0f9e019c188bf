package dev.pinwheel.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The media types of manifests that Pinwheel reads; Docker's schema 1 is not among them. */
public enum ManifestType {
    OCI_INDEX("application/vnd.oci.image.index.v1+json"),
    OCI_MANIFEST("application/vnd.oci.image.manifest.v1+json"),
    DOCKER_LIST("application/vnd.docker.distribution.manifest.list.v2+json"),
    DOCKER_MANIFEST("application/vnd.docker.distribution.manifest.v2+json");

    /** All of them, as an {@code Accept} header: a registry answers 404 where the one it has is missing. */
    public static final String ACCEPT =
            Arrays.stream(values()).map(ManifestType::mediaType).collect(Collectors.joining(", "));

    private final String mediaType;

    ManifestType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The type that this media type names, parameters and letter case aside. */
    public static Optional<ManifestType> of(String mediaType) {
        var bare = mediaType.split(";", 2)[0].strip();
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equalsIgnoreCase(bare))
                .findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether it lists manifests, one a platform. */
    public boolean isIndex() {
        return this == OCI_INDEX || this == DOCKER_LIST;
    }
}
