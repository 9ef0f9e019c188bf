package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a build besides the file.
 *
 * @param arguments the build arguments given from outside, by name, as they are written there
 * @param platform the platform to build for; the builder's own is taken to be linux/amd64
 * @param target the stage to build, in any case; absent for the last
 */
public record BuildRequest(Map<String, Text> arguments, Platform platform, Optional<String> target) {

    public BuildRequest {
        arguments = Map.copyOf(arguments);
    }

    /** The last stage for linux/amd64. */
    public static BuildRequest with(Map<String, Text> arguments) {
        return new BuildRequest(arguments, Platform.LINUX_AMD64, Optional.empty());
    }
}
