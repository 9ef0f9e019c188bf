package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Resolved;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** HEADs a second by HttpRegistry and by {@code ab -i -k}, in turns, from the same registry program. */
final class HeadsBenchmark {

    private static final int REQUESTS = 5_000;
    private static final int ROUNDS = 5;

    /** A service's code has been compiled long ago. */
    private static final int WARM_UP = 4;

    private static final Pattern RATE = Pattern.compile("Requests per second:\\s+([0-9.]+)");

    private final HttpRegistry registry;
    private final Watch watch;

    private HeadsBenchmark(HttpRegistry registry, Watch watch) {
        this.registry = registry;
        this.watch = watch;
    }

    public static void main(String[] arguments) throws Exception {
        var vertx = Vertx.vertx();
        var directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "heads")
                .toAbsolutePath();
        try (var program =
                new DistributionRegistry(directory, "log: {accesslog: {disabled: true}}\n", repository -> "")) {
            var settings = HostSettings.DEFAULT.withPlainHttp();
            var registry =
                    new HttpRegistry(vertx, Map.of(program.host(), settings), Keychain.empty(), Clock.systemUTC());
            new HeadsBenchmark(registry, pushed(program)).run(settings.concurrency());
        } finally {
            vertx.close().await();
        }
    }

    private static Watch pushed(DistributionRegistry program) throws Exception {
        var watch = new Watch(new Repository(program.host(), "team/base"), new Tag("1"));
        var config = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                .getBytes(UTF_8);
        program.push(watch.repository(), config);
        var manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
                        .formatted(
                                ManifestType.OCI_MANIFEST.mediaType(),
                                "application/vnd.oci.image.config.v1+json",
                                Digest.of(config),
                                config.length);
        program.push(watch.repository(), watch.tag(), ManifestType.OCI_MANIFEST, manifest.getBytes(UTF_8));
        return watch;
    }

    private void run(int concurrency) throws Exception {
        for (var round = 0; round < WARM_UP; round++) {
            ours(concurrency);
        }
        var ratios = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var theirs = ab(concurrency);
            var cpu = cpuNanos();
            var ours = ours(concurrency);
            var micros = (cpuNanos() - cpu) / 1_000.0 / REQUESTS;
            ratios[round] = ours / theirs;
            System.out.printf(
                    Locale.ROOT,
                    "HttpRegistry %6.0f HEADs/s, %4.0f us CPU each   ab -i -k %6.0f HEADs/s   ratio %.2f%n",
                    ours,
                    micros,
                    theirs,
                    ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** As many callers as the registry lets through, so that none waits for its turn. */
    private double ours(int concurrency) {
        var left = new AtomicInteger(REQUESTS);
        var begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < concurrency; caller++) {
                threads.execute(() -> look(left));
            }
        }
        return REQUESTS / ((System.nanoTime() - begun) / 1e9);
    }

    private void look(AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            if (!(registry.resolve(watch) instanceof Resolved)) {
                throw new IllegalStateException("a look failed");
            }
        }
    }

    private double ab(int concurrency) throws Exception {
        var repository = watch.repository();
        var address = "http://" + repository.host() + "/v2/" + repository.path() + "/manifests/" + watch.tag();
        var process = new ProcessBuilder(
                        InstalledProgram.find("ab"),
                        "-i",
                        "-k",
                        "-q",
                        "-n",
                        Integer.toString(REQUESTS),
                        "-c",
                        Integer.toString(concurrency),
                        "-H",
                        "Accept: " + ManifestType.ACCEPT,
                        address)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        var rate = RATE.matcher(said);
        if (!rate.find() || said.contains("Non-2xx")) {
            throw new IllegalStateException("ab: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }
}
