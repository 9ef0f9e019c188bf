package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.registry.http.FaultProxy;
import dev.pinwheel.registry.http.Faults;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service itself, killed with SIGKILL in the middle of a round over a real registry, and started again. */
@Timeout(180)
class KilledRoundIT {

    private static final int TAGS = 60;
    private static final int BEFORE_THE_END = 25;

    /** As many as are asked for at once, by the default of a registry's concurrency. */
    private static final int AT_ONCE = 8;

    /** Those, and as many just answered. */
    private static final int ON_THEIR_WAY = 2 * AT_ONCE;

    private static final byte[] INDEX = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                    + "\",\"manifests\":[]}")
            .getBytes(UTF_8);

    @TempDir
    private Path folder;

    /** All tags are known, and somebody asks for all of them; what is asked for is done by a round after the restart. */
    @Test
    void looksOnceAtEachTagButForThoseThatWereOnTheirWay() throws Exception {
        try (var registry = registry();
                var proxy = new FaultProxy(registry.host());
                var repository = BareRepository.in(folder.resolve("app.git"))) {
            repository.commit("main", Map.of("Dockerfile", dockerfile(proxy)));
            var configuration = configuration("data", "", proxy, repository);

            check(configuration, configuration, proxy);
        }
    }

    /** The other node has a data directory of its own: only the database tells it what was looked at. */
    @Test
    void anotherNodeThatTakesOverLooksOnceAtEachTagButForThoseThatWereOnTheirWay() throws Exception {
        try (var server = PostgresqlServer.start();
                var registry = registry();
                var proxy = new FaultProxy(registry.host());
                var repository = BareRepository.in(folder.resolve("app.git"))) {
            repository.commit("main", Map.of("Dockerfile", dockerfile(proxy)));
            var password = Files.writeString(folder.resolve("password"), PostgresqlServer.PASSWORD);
            var ledger = "ledger: {database: '%s', password: {file: %s}}".formatted(server.newDatabase(), password);
            var a = configuration("a", ledger, proxy, repository);
            var b = configuration("b", ledger, proxy, repository);

            check(a, b, proxy);
        }
    }

    private void check(Path killed, Path next, FaultProxy proxy) throws Exception {
        var before = cutOff(killed, proxy);
        copyKey(killed, next);
        try (var goesOn = ServingProcess.start(next, 0)) {
            goesOn.awaitLine(": " + TAGS + " tags looked at");
        }

        var after = heads(proxy);
        after.replaceAll((tag, times) -> times - 1);
        var twice = after.values().stream().filter(times -> times > 1).count();
        assertTrue(before < TAGS, "it was killed too late: " + before);
        assertTrue(after.values().stream().allMatch(times -> times > 0), after::toString);
        assertTrue(twice <= ON_THEIR_WAY, twice + " tags were looked at twice");
    }

    private static void copyKey(Path from, Path to) throws IOException {
        if (!from.equals(to)) {
            Files.createDirectories(data(to));
            for (var name : List.of("ledger.key", "ledger.vkey")) {
                Files.copy(data(from).resolve(name), data(to).resolve(name));
            }
        }
    }

    private static Path data(Path configuration) {
        return Path.of(configuration.toString().replace(".yaml", ""));
    }

    /** How many tags had been looked at twice when the service was killed: when it began, and because somebody asks. */
    private long cutOff(Path configuration, FaultProxy proxy) throws Exception {
        try (var killed = ServingProcess.start(configuration, 0)) {
            killed.awaitLine(": " + TAGS + " tags looked at");
            var reached = new CountDownLatch(AT_ONCE);
            var tooMany = new CountDownLatch(AT_ONCE + 1);
            var ended = new CountDownLatch(1);
            var held = Faults.held(reached, ended);
            proxy.misbehave(Faults.first(BEFORE_THE_END, Faults.late(100), exchange -> {
                tooMany.countDown();
                held.send(exchange);
            }));
            look(configuration, proxy);
            assertTrue(reached.await(60, TimeUnit.SECONDS), "it does not look");
            assertFalse(tooMany.await(1, TimeUnit.SECONDS), "it asks for too many at once");
            killed.signal("KILL");
            killed.awaitEnd();
            ended.countDown();
        }
        proxy.behave();
        return heads(proxy).values().stream().filter(times -> times > 1).count();
    }

    private void look(Path configuration, FaultProxy proxy) throws Exception {
        var line = new ArrayList<>(ServingProcess.command("look", configuration));
        line.add(proxy.host() + "/team/base");
        var look = new ProcessBuilder(line).inheritIO().start();
        assertTrue(look.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, look.exitValue());
    }

    private DistributionRegistry registry() throws Exception {
        var registry =
                new DistributionRegistry(Files.createDirectory(folder.resolve("registry")), "", repository -> "");
        for (var tag = 0; tag < TAGS; tag++) {
            registry.push(new Repository(registry.host(), "team/base"), tag(tag), ManifestType.OCI_INDEX, INDEX);
        }
        return registry;
    }

    private static Tag tag(int number) {
        return new Tag("v" + number);
    }

    private static String dockerfile(FaultProxy proxy) {
        return IntStream.range(0, TAGS)
                .mapToObj(
                        number -> "FROM " + proxy.host() + "/team/base:" + tag(number) + "@" + Digest.of(INDEX) + "\n")
                .collect(Collectors.joining());
    }

    private Path configuration(String node, String ledger, FaultProxy proxy, BareRepository repository)
            throws IOException {
        var file = folder.resolve(node + ".yaml");
        return Files.writeString(file, """
                data: %s
                %s
                origin: pinwheel.test/killed
                repositories: [{url: %s}]
                registries: [{host: "%s", plainHttp: true}]
                schedule: "* * * * * ?"
                watch: {least: PT12H, most: PT24H, gap: P2D}
                scanner: {use: osv, database: %s}
                hooks: {port: %d}
                """.formatted(
                        data(file), ledger, repository.directory(), proxy.host(), folder, ServingProcess.freePort()));
    }

    /** How often the registry was asked for each tag. */
    private static Map<String, Long> heads(FaultProxy proxy) {
        return List.copyOf(proxy.asked()).stream()
                .filter(request -> request.startsWith("HEAD ") && !request.contains("sha256:"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
