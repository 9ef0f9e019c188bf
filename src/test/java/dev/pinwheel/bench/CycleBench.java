package dev.pinwheel.bench;

import dev.pinwheel.Assembly;
import dev.pinwheel.Launch;
import dev.pinwheel.bus.Bus;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalVerticle;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.watch.FileLookLines;
import dev.pinwheel.watch.Rounds;
import dev.pinwheel.watch.WatchVerticle;
import dev.pinwheel.watch.Watching;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * One cycle over a configuration's repositories, up to each proposal's branch and diff, without any
 * rebuild; prints how many proposals there were and its own peak memory in MiB.
 */
public final class CycleBench {

    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);

    private CycleBench() {}

    public static void main(String[] arguments) throws Exception {
        var environment = Environment.ofProcess();
        var configuration = ConfigurationFile.read(Path.of(arguments[0]), environment);
        var clock = Clock.systemUTC();
        var vertx = Vertx.vertx();
        var assembly = new Assembly(configuration, Launch.machine(environment), clock);
        var data = configuration.data();
        try (var journal = Journal.open(data, Optional.of(configuration.origin()), SqliteStore.open(data), clock);
                var sources = assembly.sources(data.resolve("git"))) {
            var bus = new Bus(vertx, (event, failure) -> failure.printStackTrace());
            var pins = new PinReader(Dialect.STANDARD);
            var edits = new EditVerticle(bus, sources, pins);
            var watching = new Watching(
                    configuration.repositories().stream()
                            .map(RepositorySettings::source)
                            .toList(),
                    sources,
                    pins,
                    assembly.registry(vertx),
                    journal,
                    new Evidence(data.resolve("evidence")),
                    Assembly.rules(configuration),
                    new FileLookLines(data.resolve("watch")),
                    clock);
            vertx.deployVerticle(new JournalVerticle(bus, journal), ON_VIRTUAL_THREADS)
                    .await();
            vertx.deployVerticle(new WatchVerticle(bus, watching, new Rounds(bus::tell, clock)), ON_VIRTUAL_THREADS)
                    .await();
            vertx.deployVerticle(edits, ON_VIRTUAL_THREADS).await();
            bus.tell(new CycleStarted(clock.instant(), "bench"));
            bus.awaitQuiet();
            System.out.println(edits.diffs() + " " + peakMemory());
        } finally {
            vertx.close().await();
        }
    }

    private static long peakMemory() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
