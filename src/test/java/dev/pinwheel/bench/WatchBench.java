package dev.pinwheel.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalVerticle;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.http.HostSettings;
import dev.pinwheel.registry.http.HttpRegistry;
import dev.pinwheel.source.git.BareRepository;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import dev.pinwheel.watch.Intervals;
import dev.pinwheel.watch.Rounds;
import dev.pinwheel.watch.Rules;
import dev.pinwheel.watch.Settling;
import dev.pinwheel.watch.WatchVerticle;
import dev.pinwheel.watch.Watching;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches many tags of a {@link TagServer} in another process, each pinned once: the first cycle, in which every look
 * is recorded, and three in which nothing has moved. Prints for each its seconds, its CPU time per look in
 * microseconds and the memory of this process in MiB.
 */
public final class WatchBench {

    private static final int PINS_A_SOURCE = 1_000;
    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    private static final Rules RULES = new Rules(
            new Settling(Duration.ofDays(3), Duration.ofDays(1), Set.of(), false),
            Duration.ofHours(6),
            Intervals.DEFAULT,
            Map.of());

    private WatchBench() {}

    /** The directory to work in, the server's port, how many tags, and whether to make the sources only. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var host = "127.0.0.1:" + arguments[1];
        var tags = Integer.parseInt(arguments[2]);
        if (arguments.length > 3) {
            makeSources(folder, host, tags);
        } else {
            watch(folder, host, tags);
        }
    }

    private static void makeSources(Path folder, String host, int tags) throws IOException {
        for (var first = 0; first < tags; first += PINS_A_SOURCE) {
            var text = new StringBuilder();
            for (var tag = first; tag < Math.min(tags, first + PINS_A_SOURCE); tag++) {
                var path = "base/image-" + tag / 10;
                text.append("P%d=%s/%s:%d@%s%n".formatted(tag, host, path, tag, TagServer.digest(path, "" + tag)));
            }
            try (var repository = BareRepository.in(folder.resolve(first + ".git"))) {
                repository.commit("main", Map.of("pins.env", text.toString()));
            }
        }
    }

    private static void watch(Path folder, String host, int tags) throws Exception {
        var clock = Clock.systemUTC();
        var vertx = Vertx.vertx();
        var origins = origins(folder, tags);
        var registry = new HttpRegistry(
                vertx,
                Map.of(
                        new RegistryHost(host),
                        HostSettings.DEFAULT.withPlainHttp().withConcurrency(32)),
                Keychain.empty(),
                clock);
        var data = folder.resolve("data");
        try (var journal = Journal.open(data, Optional.of("bench.example/watch"), SqliteStore.open(data), clock);
                var sources = new GitSources(folder.resolve("git"), origins)) {
            var bus = new Bus(vertx, (event, failure) -> failure.printStackTrace());
            var watching = new Watching(
                    List.copyOf(origins.keySet()),
                    sources,
                    new PinReader(Dialect.STANDARD),
                    registry,
                    journal,
                    new Evidence(data.resolve("evidence")),
                    RULES,
                    data.resolve("watch"),
                    clock);
            vertx.deployVerticle(new JournalVerticle(bus, journal), ON_VIRTUAL_THREADS)
                    .await();
            vertx.deployVerticle(new WatchVerticle(bus, watching, new Rounds(bus::tell, clock)), ON_VIRTUAL_THREADS)
                    .await();
            for (var name : List.of("first", "second", "third", "fourth")) {
                measure(name, bus, clock, tags);
            }
        } finally {
            vertx.close().await();
        }
    }

    private static Map<Source, Origin> origins(Path folder, int tags) {
        var origins = new HashMap<Source, Origin>();
        for (var first = 0; first < tags; first += PINS_A_SOURCE) {
            var name = folder.resolve(first + ".git").toString();
            origins.put(new Source(name), new Origin(name, Optional.empty(), Optional.empty()));
        }
        return origins;
    }

    private static void measure(String name, Bus bus, Clock clock, int tags) throws Exception {
        var began = System.nanoTime();
        var used = cpu();
        bus.tell(new CycleStarted(clock.instant(), name));
        bus.awaitQuiet();
        var seconds = (System.nanoTime() - began) / 1e9;
        var microseconds = (cpu() - used) / 1e3 / tags;
        System.out.printf(
                "%s cycle: %d tags, %.1f s, %.0f looks/s, %.0f µs CPU a look, RSS %d MiB, peak %d MiB%n",
                name, tags, seconds, tags / seconds, microseconds, memory("VmRSS:"), memory("VmHWM:"));
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long memory(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(found -> found.startsWith(line))
                .mapToLong(found -> Long.parseLong(found.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
