package dev.pinwheel.candidate;

import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One build to make.
 *
 * @param context the work tree; it already pins the candidate
 * @param dockerfile the Dockerfile's path in it
 * @param arguments build arguments, by name
 * @param layout the directory to write the OCI image layout to; it does not exist yet
 * @param limit how long it may take
 */
public record BuildOrder(
        Path context,
        String dockerfile,
        Map<String, String> arguments,
        Platform platform,
        Path layout,
        Duration limit) {

    public BuildOrder {
        arguments = Map.copyOf(arguments);
    }

    /**
     * The Dockerfile as a real path inside the context.
     *
     * @throws IOException if it is not there, or a symbolic link leads out of the context
     */
    public Path dockerfileInContext() throws IOException {
        var root = context.toRealPath();
        var file = root.resolve(dockerfile).toRealPath();
        if (!file.startsWith(root)) {
            throw new IOException("Dockerfile " + dockerfile + " leads out of the repository");
        }
        return file;
    }
}
