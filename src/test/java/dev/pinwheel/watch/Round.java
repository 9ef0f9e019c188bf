package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.Hands;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.InMemoryRegistry;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.SmallImage;
import dev.pinwheel.source.git.BareRepository;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Cycles over one real repository, a registry in memory and a real journal, under a clock that is set. */
final class Round implements AutoCloseable {

    static final Watch TAG = Watch.parse("registry.test/base/debian:12");
    static final Duration COOLDOWN = Duration.ofDays(3);
    static final Rules RULES = new Rules(
            new Settling(COOLDOWN, Duration.ofDays(1), Set.of(), false),
            Duration.ofHours(6),
            Intervals.DEFAULT,
            Map.of());

    private final Path folder;
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Event> announced = Collections.synchronizedList(new ArrayList<>());
    private final Hands clock = new Hands();
    private final Counted counted = new Counted(registry);
    private final Map<Source, BareRepository> repositories = new LinkedHashMap<>();
    private final GitSources sources;
    private final Journal journal;
    private final FileLookLines looked;
    private final Watching watching;
    private volatile Predicate<Event> unrecordable = event -> false;
    private Cycle cycle;

    Round(Path folder) throws IOException {
        this(folder, RULES);
    }

    Round(Path folder, Rules rules) throws IOException {
        this(folder, rules, "app");
    }

    /** Over a repository of each name. */
    Round(Path folder, Rules rules, String... names) throws IOException {
        this.folder = folder;
        var origins = new HashMap<Source, Origin>();
        for (var name : names) {
            var directory = directory(name);
            var source = new Source(directory.toString());
            repositories.put(source, BareRepository.in(directory));
            origins.put(source, new Origin(source.name(), Optional.empty(), Optional.empty()));
        }
        sources = new GitSources(folder.resolve("git"), origins);
        journal =
                Journal.open(folder.resolve("data"), Optional.empty(), SqliteStore.open(folder.resolve("data")), clock);
        looked = new FileLookLines(folder.resolve("watch"));
        watching = new Watching(
                List.copyOf(repositories.keySet()),
                sources,
                new PinReader(Dialect.STANDARD),
                counted,
                journal,
                new Evidence(folder.resolve("evidence")),
                rules,
                looked,
                clock);
        cycle = started();
    }

    /** What only a process's memory knew is forgotten. */
    void restart() {
        looked.close();
        cycle = started();
    }

    private Cycle started() {
        return watching.cycle(new Acting.Telling(this::record, announced::add));
    }

    /** From now on such events cannot be recorded. */
    void failAt(Predicate<Event> events) {
        unrecordable = events;
    }

    private void record(Event event) {
        if (unrecordable.test(event)) {
            throw new IllegalStateException("the disk is full");
        }
        told.add(journal.append(event).event());
    }

    InMemoryRegistry registry() {
        return registry;
    }

    /** What the registry was asked, and what it does before it answers. */
    Counted asked() {
        return counted;
    }

    /** The first repository. */
    Source source() {
        return repositories.keySet().iterator().next();
    }

    Clock clock() {
        return clock;
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    Instant now() {
        return clock.instant();
    }

    /** Keeps an image without a tag. */
    Digest push(SmallImage image) {
        image.blobs().forEach(blob -> registry.push(TAG.repository(), blob));
        registry.push(TAG.repository(), image.config());
        return registry.push(TAG.repository(), ManifestType.OCI_MANIFEST, image.manifest())
                .digest();
    }

    /** Moves a tag to an image whose one layer is this text. */
    Digest point(Watch watch, String layer) {
        var image = SmallImage.of("linux/amd64", layer);
        push(image);
        registry.push(watch.repository(), image.config());
        registry.push(watch.repository(), ManifestType.OCI_MANIFEST, image.manifest());
        registry.point(watch, image.digest());
        return image.digest();
    }

    Digest point(String layer) {
        return point(TAG, layer);
    }

    /** Moves the tag to an index of these images. */
    Digest point(SmallImage... images) {
        return pointAtIndex(Arrays.stream(images).map(SmallImage::entry).toList(), images);
    }

    /** Moves the tag to an index with these entries, in which these images are. */
    Digest pointAtIndex(List<String> entries, SmallImage... images) {
        Arrays.stream(images).forEach(this::push);
        var index = SmallImage.index(String.join(",", entries));
        var pushed = registry.push(TAG.repository(), ManifestType.OCI_INDEX, index);
        registry.point(TAG, pushed.digest());
        return pushed.digest();
    }

    /** Somebody commits one Dockerfile for each pin to each repository. */
    void pin(String... pins) throws IOException {
        for (var repository : repositories.values()) {
            for (var i = 0; i < pins.length; i++) {
                repository.commit("main", Map.of(i + "/Dockerfile", "FROM " + pins[i] + "\n"));
            }
        }
    }

    /** The same in one repository. */
    void pinIn(String name, String pin) throws IOException {
        var repository = Objects.requireNonNull(
                repositories.get(new Source(directory(name).toString())), name);
        repository.commit("main", Map.of("0/Dockerfile", "FROM " + pin + "\n"));
    }

    /** From now on a repository cannot be read. */
    void away(String name) throws IOException {
        Files.move(directory(name), folder.resolve(name + " is away"));
    }

    /** From now on it can be read again. */
    void back(String name) throws IOException {
        Files.move(folder.resolve(name + " is away"), directory(name));
    }

    private Path directory(String name) {
        return folder.resolve(name + ".git");
    }

    /** The same in the first repository alone. */
    void pinFirst(String pin) throws IOException {
        repositories.values().iterator().next().commit("main", Map.of("0/Dockerfile", "FROM " + pin + "\n"));
    }

    void pin(Digest digest) throws IOException {
        pin(pinned(digest));
    }

    static String pinned(Digest digest) {
        return TAG + "@" + digest;
    }

    /** Runs a cycle of all tags; says what was told. */
    List<Event> run() {
        return run(CycleStarted.Scope.ALL);
    }

    List<Event> run(CycleStarted.Scope scope) {
        return during(() -> runBeside(scope));
    }

    /** A cycle of all tags beside what else happens. */
    void lookAtAll() {
        runBeside(CycleStarted.Scope.ALL);
    }

    private void runBeside(CycleStarted.Scope scope) {
        var started = new CycleStarted(clock.instant(), "test", scope);
        journal.append(started);
        cycle.run(started);
    }

    /** What is told while something happens, after which a second passes. */
    List<Event> during(Runnable happening) {
        told.clear();
        announced.clear();
        happening.run();
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

    Evidence evidence() {
        return watching.evidence();
    }

    /** What a verticle would watch. */
    Watching watching() {
        return watching;
    }

    Journal journal() {
        return journal;
    }

    Cycle cycle() {
        return cycle;
    }

    static <E extends Event> E one(List<Event> events, Class<E> type) {
        var found = every(events, type);
        assertEquals(1, found.size(), events::toString);
        return found.getFirst();
    }

    static <E extends Event> List<E> every(List<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        looked.close();
        journal.close();
        sources.close();
        repositories.values().forEach(BareRepository::close);
    }
}
