package dev.pinwheel.candidate;

import dev.pinwheel.image.Platform;
import java.time.Duration;

/**
 * What rebuilds are made with.
 *
 * @param contexts where a Dockerfile's build context is
 * @param limit how long one Dockerfile may take
 */
public record Workbench(Builder builder, Workplace place, Contexts contexts, Platform platform, Duration limit) {}
