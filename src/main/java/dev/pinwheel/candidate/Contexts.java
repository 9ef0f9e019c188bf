package dev.pinwheel.candidate;

import dev.pinwheel.event.Source;
import java.util.Map;

/**
 * Where each Dockerfile's build context is: what the configuration says, else the Dockerfile's own
 * directory.
 *
 * @param written the context's path in the source, by source and Dockerfile
 */
public record Contexts(Map<Source, Map<String, String>> written) {

    public Contexts {
        written = Map.copyOf(written);
    }

    /** The context's path in the source, empty for the whole of it. */
    String of(Source source, String dockerfile) {
        var named = written.getOrDefault(source, Map.of()).get(dockerfile);
        if (named != null) {
            return named.equals(".") ? "" : named;
        }
        var slash = dockerfile.lastIndexOf('/');
        return slash < 0 ? "" : dockerfile.substring(0, slash);
    }
}
