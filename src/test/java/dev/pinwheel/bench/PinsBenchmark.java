package dev.pinwheel.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.pinwheel.image.Digest;
import dev.pinwheel.pin.DirectoryTree;
import dev.pinwheel.pin.Pins;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How many files and megabytes a second of processor time the pins of 10,000 Dockerfiles and 2,000 YAML
 * files are read at, beside hashing the same files; the compiler and the collector of the JVM count.
 */
public final class PinsBenchmark {

    private static final int DOCKERFILES = 10_000;
    private static final int YAML_FILES = 2_000;
    private static final int IMAGES = 50;
    private static final int ROUNDS = 5;

    private final Path root;
    private long bytes;

    private PinsBenchmark(Path root) {
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        var root = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "pins");
        try {
            var bench = new PinsBenchmark(root);
            bench.generate();
            bench.run();
        } finally {
            delete(root);
        }
    }

    private void run() throws Exception {
        var tree = DirectoryTree.of(root);
        var files = tree.paths().size();
        System.out.printf(Locale.ROOT, "%d files, %.1f MB%n", files, bytes / 1e6);
        var ratios = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var hashing = seconds(() -> hashed(tree));
            var reading = seconds(() -> Pins.in(tree).pins().size());
            ratios[round] = hashing / reading;
            System.out.printf(
                    Locale.ROOT,
                    "read %6.0f files/s %5.1f MB/s   read and hash %6.0f files/s %5.1f MB/s   ratio %.2f%n",
                    files / reading,
                    bytes / 1e6 / reading,
                    files / hashing,
                    bytes / 1e6 / hashing,
                    ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private static int hashed(DirectoryTree tree) throws IOException {
        var sum = 0;
        for (var path : tree.paths()) {
            sum += Digest.of(tree.read(path, Pins.MAX_FILE_SIZE)).hashCode();
        }
        return sum;
    }

    private static double seconds(Callable<Integer> work) throws Exception {
        var begun = cpuNanos();
        if (work.call() == 0) {
            throw new IllegalStateException("nothing was found");
        }
        return (cpuNanos() - begun) / 1e9;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void generate() throws IOException {
        for (var i = 0; i < DOCKERFILES; i++) {
            write("app" + i % 100 + "/" + i + "/Dockerfile", dockerfile(i));
        }
        for (var i = 0; i < YAML_FILES / 2; i++) {
            write("app" + i % 100 + "/" + i + "/compose.yaml", compose(i));
            write(".github/workflows/w" + i + ".yaml", workflow(i));
        }
    }

    private void write(String path, String content) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        bytes += content.length();
    }

    private static String image(int i) {
        var name = "registry.example/base/i" + i % IMAGES + ":1";
        return name + "@" + Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String dockerfile(int i) {
        return """
                # The service number %d
                ARG BASE_IMAGE=%s
                FROM ${BASE_IMAGE} AS build
                WORKDIR /src
                COPY go.mod go.sum ./
                RUN --mount=type=cache,target=/root/.cache \\
                    go mod download && \\
                    go mod verify
                COPY . .
                RUN go build -o /out/service \\
                    -ldflags "-s -w" ./cmd/service
                FROM %s
                LABEL org.opencontainers.image.title="service %d" \\
                      org.opencontainers.image.source="https://git.example/team/service"
                RUN apt-get update \\
                    && apt-get install -y --no-install-recommends ca-certificates tzdata \\
                    && rm -rf /var/lib/apt/lists/*
                COPY --from=build /out/service /usr/local/bin/service
                USER 65532:65532
                EXPOSE 8080
                ENTRYPOINT ["/usr/local/bin/service"]
                """.formatted(i, image(i), image(i + 7), i);
    }

    private static String compose(int i) {
        var services = new StringBuilder("services:\n");
        for (var service = 0; service < 5; service++) {
            services.append("""
                      s%d:
                        image: %s
                        restart: unless-stopped
                        environment:
                          - LOG_LEVEL=${LOG_LEVEL:-info}
                        ports: ["80%d0:8080"]
                        healthcheck:
                          test: [CMD, wget, -q, -O, "-", "http://localhost:8080/healthz"]
                          interval: 10s
                    """.indent(2).formatted(service, image(i + service), service));
        }
        return services + "  app:\n    build:\n      context: .\n      args:\n        BASE_IMAGE: " + image(i) + "\n";
    }

    private static String workflow(int i) {
        return """
                name: build %d
                on: [push, pull_request]
                jobs:
                  test:
                    runs-on: ubuntu-24.04
                    container: %s
                    services:
                      database:
                        image: %s
                        ports: ["5432:5432"]
                    steps:
                      - uses: actions/checkout@v5
                      - name: Test
                        run: |
                          make deps
                          make test
                      - uses: docker://%s
                """.formatted(i, image(i), image(i + 1), image(i + 2));
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
