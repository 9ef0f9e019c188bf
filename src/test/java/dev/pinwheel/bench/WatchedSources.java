package dev.pinwheel.bench;

import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes repositories that pin many tags of a {@link TagServer}, and prints the configuration that watches them. */
public final class WatchedSources {

    private static final int PINS_A_SOURCE = 1_000;

    private WatchedSources() {}

    /** The directory to work in, the server's host and port, how many tags. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var host = arguments[1];
        var tags = Integer.parseInt(arguments[2]);
        System.out.print("""
                data: %1$s/data
                schedule: "0/10 * * * * ?"
                registries: [{host: "%2$s", plainHttp: true, concurrency: 32}]
                watch: {least: PT1S, most: PT2S}
                scanner: {database: %1$s}
                repositories:
                """.formatted(folder, host));
        for (var first = 0; first < tags; first += PINS_A_SOURCE) {
            var source = folder.resolve(first + ".git");
            try (var repository = BareRepository.in(source)) {
                repository.commit("main", Map.of("pins.env", pins(host, first, Math.min(tags, first + PINS_A_SOURCE))));
            }
            System.out.println("  - url: " + source);
        }
    }

    private static String pins(String host, int from, int to) {
        var text = new StringBuilder();
        for (var tag = from; tag < to; tag++) {
            var path = "base/image-" + tag / 10;
            text.append("P%d=%s/%s:%d@%s%n".formatted(tag, host, path, tag, TagServer.digest(path, "" + tag)));
        }
        return text.toString();
    }
}
