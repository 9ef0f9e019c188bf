package dev.pinwheel.candidate;

import dev.pinwheel.image.Platform;
import dev.pinwheel.pin.Dialect;
import java.time.Duration;

/**
 * What rebuilds are made with.
 *
 * @param contexts where a Dockerfile's build context is
 * @param dialect how the pins are written
 * @param limit how long one Dockerfile may take
 */
public record Workbench(
        Builder builder, Workplace place, Contexts contexts, Dialect dialect, Platform platform, Duration limit) {}
