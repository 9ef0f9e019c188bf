package dev.pinwheel.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A manifest that lists manifests, one a platform; attestation manifests are left out. */
public record Index(List<Entry> entries) {

    private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    /**
     * One platform's manifest.
     *
     * @param osVersion the {@code os.version} of the platform, as Windows images have it
     */
    public record Entry(Platform platform, Optional<String> osVersion, Descriptor manifest) {}

    public Index {
        entries = List.copyOf(entries);
    }

    /**
     * Reads an OCI index or a Docker manifest list.
     *
     * @throws RegistryException if it is not one
     */
    public static Index parse(Content content) throws RegistryException {
        var document = Document.manifest(content);
        var entries = new ArrayList<Entry>();
        for (var node : document.list("manifests")) {
            var platform = platform(node.path("platform"));
            if (platform.isPresent() && !isAttestation(node)) {
                entries.add(new Entry(platform.get(), osVersion(node.path("platform")), document.descriptor(node)));
            }
        }
        return new Index(entries);
    }

    private static boolean isAttestation(JsonNode node) {
        return node.path("annotations").path(REFERENCE_TYPE).asText().equals("attestation-manifest");
    }

    /** The platform that a JSON object with os, architecture and variant names; none where it is unknown. */
    static Optional<Platform> platform(JsonNode node) {
        var os = node.path("os").asText();
        var architecture = node.path("architecture").asText();
        if (os.isEmpty() || architecture.isEmpty() || os.equals("unknown")) {
            return Optional.empty();
        }
        var variant = Optional.of(node.path("variant").asText()).filter(text -> !text.isEmpty());
        return Optional.of(new Platform(os, architecture, variant));
    }

    /** The {@code os.version} that a JSON object names beside its platform. */
    static Optional<String> osVersion(JsonNode node) {
        return Optional.of(node.path("os.version").asText()).filter(text -> !text.isEmpty());
    }

    /** The manifest for a platform: the first whose variant is the same, where no variant means the usual one. */
    public Optional<Descriptor> manifest(Platform platform) {
        var wanted = usual(platform);
        return entries.stream()
                .filter(entry -> usual(entry.platform()).equals(wanted))
                .map(Entry::manifest)
                .findFirst();
    }

    /** Whether two platforms are the same, where no variant means the architecture's usual one. */
    public static boolean same(Platform one, Platform other) {
        return usual(one).equals(usual(other));
    }

    private static Platform usual(Platform platform) {
        var variant = platform.variant().orElse("");
        return switch (platform.architecture()) {
            case "arm64" -> variant.equals("v8") ? without(platform) : platform;
            case "amd64" -> variant.equals("v1") ? without(platform) : platform;
            case "arm" -> variant.equals("v7") ? without(platform) : platform;
            default -> platform;
        };
    }

    private static Platform without(Platform platform) {
        return new Platform(platform.os(), platform.architecture(), Optional.empty());
    }

    @Override
    public String toString() {
        return entries.stream().map(entry -> entry.platform().toString()).collect(Collectors.joining(", "));
    }
}
