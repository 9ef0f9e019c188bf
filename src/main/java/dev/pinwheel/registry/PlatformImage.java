package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Repository;
import java.util.List;

/** One platform's image in a registry: where it is, its manifest, its config and its layers, the lowest first. */
public record PlatformImage(
        Repository repository, Descriptor manifest, ImageConfig config, Content rawConfig, List<Descriptor> layers) {

    public PlatformImage {
        layers = List.copyOf(layers);
    }
}
