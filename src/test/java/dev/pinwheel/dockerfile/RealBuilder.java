package dev.pinwheel.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A builder that people use, as the differential tests call it. */
interface RealBuilder {

    /** The fact of the corpus that says where it differs. */
    String name();

    Build build(Order order) throws IOException, InterruptedException;

    /** Builds the directory's Dockerfile. */
    record Order(Path context, Map<String, String> arguments, Optional<String> platform, Optional<String> target) {

        /** The options that builders have in common. */
        List<String> options() {
            var options = new ArrayList<String>();
            arguments.forEach((name, value) -> options.add("--build-arg=" + name + "=" + value));
            platform.ifPresent(asked -> options.add("--platform=" + asked));
            target.ifPresent(asked -> options.add("--target=" + asked));
            return options;
        }
    }

    /**
     * How a build went.
     *
     * @param isRejected whether the Dockerfile was refused; a build may fail for other reasons, too: there
     *     is no shell in the images
     */
    record Build(boolean isRejected, String output) {}

    /** What a program prints until it ends, which it does within a minute. */
    static String output(Process process) throws IOException, InterruptedException {
        var limit = process.onExit().orTimeout(1, TimeUnit.MINUTES).exceptionally(late -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            return process.destroyForcibly();
        });
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        limit.join();
        process.waitFor();
        return output;
    }
}
