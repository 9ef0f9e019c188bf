package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.source.git.BareRepository;
import dev.pinwheel.web.hook.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real registry program tells the real bot what was pushed. */
@Timeout(120)
class HooksIT {

    private static final String TELLS_LESS = "tells-less";

    /** What docs/hooks.md has a registry not tell. */
    private static final String IGNORED = """
                          ignore:
                            actions: [pull, delete]
                            mediatypes: [application/octet-stream]
                    """;

    private static final byte[] CONFIG = "{}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final BlockingQueue<LookAsked> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<DigestObserved> observed = new LinkedBlockingQueue<>();
    private int door;
    private DistributionRegistry registry;
    private BareRepository app;
    private Repository base;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        var ignored = test.getTags().contains(TELLS_LESS) ? IGNORED : "";
        door = freePort();
        registry = new DistributionRegistry(folder, """
                notifications:
                  endpoints:
                    - name: pinwheel
                      url: http://127.0.0.1:%d/hooks/registry
                      headers: {Authorization: [Bearer correct-horse-battery]}
                      timeout: 20s
                      threshold: 2
                      backoff: 100ms
                %s""".formatted(door, ignored), repository -> "");
        base = new Repository(registry.host(), "base/debian");
        app = BareRepository.in(folder.resolve("app.git"));
        app.commit("main", Map.of("Dockerfile", "FROM " + base + ":12@" + Digest.of(CONFIG) + "\n"));
    }

    @AfterEach
    void stop() {
        app.close();
        registry.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Configuration configuration() throws Exception {
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), """
                data: %s
                repositories: [{url: %s}]
                registries: [{host: "%s", plainHttp: true}]
                scanner: {database: %s}
                hooks:
                  port: %d
                  senders:
                    - name: registry
                      from: distribution
                      registry: "%s"
                      secret: {env: HOOK}
                      perMinute: 3
                """.formatted(
                        folder.resolve("data"), app.directory(), base.host(), folder, door, base.host()));
        return ConfigurationFile.read(file, new Environment(Map.of("HOOK", "correct-horse-battery")));
    }

    private Bot bot() throws Exception {
        return Launch.bot(configuration(), new Machine(List.of(), Containment.GROUP), this::hear);
    }

    private void hear(Event event) {
        switch (event) {
            case LookAsked look -> asked.add(look);
            case DigestObserved seen -> observed.add(seen);
            default -> {}
        }
    }

    private static <E> E next(BlockingQueue<E> heard) throws InterruptedException {
        var event = heard.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing came in a minute");
        }
        return event;
    }

    private Digest push(String path, String tag) throws Exception {
        var repository = new Repository(base.host(), path);
        var manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
                "digest":"%s","size":%d},"layers":[]}""".formatted(ManifestType.OCI_MANIFEST.mediaType(), Digest.of(CONFIG), CONFIG.length);
        registry.push(repository, CONFIG);
        registry.push(repository, new Tag(tag), ManifestType.OCI_MANIFEST, manifest.getBytes(UTF_8));
        return Digest.of(manifest.getBytes(UTF_8));
    }

    @Test
    void aPushedTagThatIsPinnedBecomesAHintInTheLedgerThatIsLookedAtAndNoOtherDoes() throws Exception {
        var configuration = configuration();
        try (var bot = bot()) {
            bot.cycle("test");
            bot.awaitQuiet();
            bot.open(configuration.hooks().orElseThrow());

            push("base/alpine", "3");
            push("base/debian", "13");
            var pushed = push("base/debian", "12");

            assertEquals(Watch.parse(base + ":12"), next(asked).watch().orElseThrow());
            assertEquals(pushed, next(observed).digest());
        }
        try (var entries = SqliteStore.read(configuration.data())) {
            assertEquals(1, entries.count(Selection.ALL.ofType("look.asked")));
        }
    }

    @Test
    void aRegistryThatTellsEverythingIsNotKeptFromTellingWhatIsPinned() throws Exception {
        try (var bot = bot()) {
            bot.cycle("test");
            bot.awaitQuiet();
            bot.open(configuration().hooks().orElseThrow());

            for (var number = 0; number < 30; number++) {
                push("base/alpine", "3." + number);
            }
            push("base/debian", "12");

            assertEquals(Watch.parse(base + ":12"), next(asked).watch().orElseThrow());
        }
    }

    @Test
    @org.junit.jupiter.api.Tag(TELLS_LESS)
    void aRegistryCanBeSetToTellOfNothingButManifests() throws Exception {
        var tally = new Tally();
        try (var bot = bot()) {
            bot.cycle("test");
            bot.awaitQuiet();
            bot.open(configuration().hooks().orElseThrow(), tally);

            push("base/alpine", "3");
            push("base/debian", "13");
            push("base/debian", "12");

            assertEquals(Watch.parse(base + ":12"), next(asked).watch().orElseThrow());
        }
        assertEquals(2, tally.counts().getOrDefault("registry", Map.of()).get("left"));
    }

    @Test
    void whatIsPushedWhileTheDoorIsShutIsHeardWhenItOpens() throws Exception {
        push("base/debian", "12");
        try (var bot = bot()) {
            bot.cycle("test");
            bot.awaitQuiet();
            bot.open(configuration().hooks().orElseThrow());

            assertEquals(Watch.parse(base + ":12"), next(asked).watch().orElseThrow());
        }
    }
}
