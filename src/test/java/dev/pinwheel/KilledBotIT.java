package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.proposal.github.GitHubFixture;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program itself, killed with SIGKILL as soon as it says that a step is recorded, and started again. */
class KilledBotIT {

    private static final List<String> STEPS =
            List.of("candidate.found", "candidate.rebuilt", "scan.completed", "digest.verdict", "rotation.proposed");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cycle started",
                "1 pins",
                "is at sha256:",
                "is tried",
                "cycle done",
                ": scanning",
                "fixes 1",
                "is accepted",
                "proposal opened"
            })
    void completesOnceWhereverItIsKilled(String step) throws Exception {
        try (var scene = Scene.in(folder)) {
            scene.pin(scene.point("openssl:libssl3=3.0.20-1~deb12u1"));
            var moved = scene.point("openssl:libssl3=3.0.22-1~deb12u1");
            assertTrue(killedAt(step, scene.configurationFile(), ""), "the program never said: " + step);

            assertEquals(0, ended(scene.configurationFile(), ""));

            assertEquals(once(), steps(scene));
            assertEquals(1, scene.branches().size());
            var branch = scene.branches().getFirst();
            assertEquals(scene.dockerfile(moved), scene.file(branch, "Dockerfile"));
            assertTrue(Files.exists(scene.data().resolve("proposals/" + branch + ".md")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"is accepted", "proposal opened"})
    void opensOnePullRequestWhereverItIsKilled(String step) throws Exception {
        try (var scene = Scene.in(folder);
                var gitHub = GitHubFixture.start(Files.createDirectory(folder.resolve("github")))) {
            var pinned = scene.dockerfile(scene.point("openssl:libssl3=3.0.20-1~deb12u1"));
            gitHub.repository().commit("main", Map.of("Dockerfile", pinned));
            scene.point("openssl:libssl3=3.0.22-1~deb12u1");
            var file = scene.configurationFile(gitHub);
            assertTrue(killedAt(step, file, gitHub.token()), "the program never said: " + step);

            assertEquals(0, ended(file, gitHub.token()));

            assertEquals(once(), steps(scene));
            assertEquals(1, gitHub.pullRequests().size());
        }
    }

    private static boolean killedAt(String step, Path configuration, String token) throws Exception {
        var program = start(configuration, token);
        try (var said = new BufferedReader(new InputStreamReader(program.getErrorStream(), UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                if (line.contains(step)) {
                    program.toHandle().destroyForcibly();
                    assertTrue(program.waitFor(10, TimeUnit.SECONDS));
                    return true;
                }
            }
        }
        return false;
    }

    /** Runs the program to its end; its exit code. */
    private static int ended(Path configuration, String token) throws Exception {
        var program = start(configuration, token);
        var said = new String(program.getErrorStream().readAllBytes(), UTF_8);
        assertTrue(program.waitFor(2, TimeUnit.MINUTES), said);
        return program.exitValue();
    }

    private static Process start(Path configuration, String token) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pinwheel.Main",
                "run",
                "--config",
                configuration.toString());
        var path = RealParts.path() + File.pathSeparator + System.getenv("PATH");
        builder.environment().put("PATH", path);
        builder.environment().put("TOKEN", token);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static Map<String, Long> once() {
        var once = new LinkedHashMap<String, Long>();
        STEPS.forEach(step -> once.put(step, 1L));
        return once;
    }

    private static Map<String, Long> steps(Scene scene) {
        try (var entries = SqliteStore.read(scene.data())) {
            var steps = new LinkedHashMap<String, Long>();
            STEPS.forEach(step -> steps.put(step, entries.count(Selection.ALL.ofType(step))));
            return steps;
        }
    }
}
