package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails leaves nothing behind that is open. */
@Timeout(120)
class LaunchTest {

    private static final Machine BARE = new Machine(List.of(), Containment.GROUP);
    private static final Pattern OURS = Pattern.compile("HttpClient-\\d+-SelectorManager|vert.x-.*|pinwheel-.*");

    @TempDir
    private Path folder;

    private Configuration configuration() throws Exception {
        return ConfigurationFile.read(
                Files.writeString(folder.resolve("pinwheel.yaml"), """
                        data: %s
                        registries: [{host: registry.example.com}]
                        repositories: [{url: 'https://github.com/example/app.git'}]
                        github: [{host: github.com, token: {env: TOKEN}}]
                        scanner: {database: %s}
                        """.formatted(folder.resolve("data"), folder)),
                new Environment(Map.of("TOKEN", "correct-horse-battery")));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OURS.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    @Test
    void aStartThatFailsEndsAllThatItBegan() throws Exception {
        var configuration = configuration();
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/work"), "not a directory");
        var before = threads();

        assertThrows(IOException.class, () -> Launch.bot(configuration, BARE, event -> {}));

        var left = threads();
        left.removeAll(before);
        for (var thread : left) {
            thread.join(10_000);
        }
        left.removeIf(thread -> !thread.isAlive());
        assertEquals(Set.of(), left);
        SqliteStore.open(folder.resolve("data")).close();
    }
}
