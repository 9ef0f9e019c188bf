package dev.pinwheel.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.registry.InMemoryRegistry;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.source.git.BareRepository;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cycles over one real repository, a registry in memory and a real journal, under a clock that is set. */
final class Round implements AutoCloseable {

    static final Watch TAG = Watch.parse("registry.test/base/debian:12");
    private static final Duration COOLDOWN = Duration.ofDays(3);
    private static final Duration RETRY = Duration.ofHours(6);

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final List<Event> told = new ArrayList<>();
    private final List<Event> announced = new ArrayList<>();
    private final Hands clock = new Hands();
    private final BareRepository repository;
    private final GitSources sources;
    private final Journal journal;
    private final Watching watching;
    private Cycle cycle;

    Round(Path folder) throws IOException {
        var source = new Source(folder.resolve("app.git").toString());
        repository = BareRepository.in(folder.resolve("app.git"));
        sources = new GitSources(
                folder.resolve("git"), Map.of(source, new Origin(source.name(), Optional.empty(), Optional.empty())));
        journal =
                Journal.open(folder.resolve("data"), Optional.empty(), SqliteStore.open(folder.resolve("data")), clock);
        watching = new Watching(
                List.of(source),
                sources,
                Dialect.STANDARD,
                registry,
                journal,
                new Evidence(folder.resolve("evidence")),
                COOLDOWN,
                RETRY,
                new Watchlist(List.of(source)),
                clock);
        restart();
    }

    /** What only a process's memory knew is forgotten. */
    void restart() {
        cycle = watching.cycle(new Cycle.Telling(this::record, announced::add));
    }

    private void record(Event event) {
        told.add(journal.append(event).event());
    }

    /** A clock whose hands are moved by hand. */
    private static final class Hands extends Clock {

        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("it is in UTC");
        }
    }

    InMemoryRegistry registry() {
        return registry;
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    Instant now() {
        return clock.now;
    }

    /** Moves a tag to a manifest that this text stands for. */
    Digest point(Watch watch, String manifest) {
        var pushed = registry.push(watch.repository(), ManifestType.OCI_MANIFEST, manifest.getBytes(UTF_8));
        registry.point(watch, pushed.digest());
        return pushed.digest();
    }

    Digest point(String manifest) {
        return point(TAG, manifest);
    }

    /** Somebody commits one Dockerfile for each pin. */
    void pin(String... pins) throws IOException {
        for (var i = 0; i < pins.length; i++) {
            repository.commit("main", Map.of(i + "/Dockerfile", "FROM " + pins[i] + "\n"));
        }
    }

    static String pinned(Digest digest) {
        return TAG + "@" + digest;
    }

    /** Runs a cycle; says what was told, the cycle's own beginning and end aside. */
    List<Event> run() {
        told.clear();
        announced.clear();
        var started = new CycleStarted(clock.instant(), "test");
        journal.append(started);
        cycle.run(started);
        pass(Duration.ofSeconds(1));
        return List.copyOf(told);
    }

    /** What the last cycle took up again. */
    List<Event> resumed() {
        return List.copyOf(announced);
    }

    /** Records what another part would have told. */
    void append(Event event) {
        journal.append(event);
    }

    Cycle cycle() {
        return cycle;
    }

    @Override
    public void close() {
        journal.close();
        sources.close();
        repository.close();
    }
}
