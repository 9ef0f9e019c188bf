package dev.pinwheel.candidate;

import dev.pinwheel.image.Platform;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.Images;
import java.time.Duration;
import java.util.Set;

/**
 * What rebuilds are made with.
 *
 * @param contexts where a Dockerfile's build context is
 * @param images reads what the registries hold
 * @param registries the only registries that a Dockerfile may take images from
 * @param pins reads the pins of a tree
 * @param limit how long one Dockerfile may take
 */
public record Workbench(
        Builder builder,
        Workplace place,
        Contexts contexts,
        Images images,
        Set<RegistryHost> registries,
        PinReader pins,
        Platform platform,
        Duration limit) {}
