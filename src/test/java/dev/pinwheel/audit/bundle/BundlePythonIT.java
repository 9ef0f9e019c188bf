package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Sample;
import dev.pinwheel.audit.Story;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Python repeats what we say of a bundle and of a sample. */
class BundlePythonIT {

    /** What docs/audit.md tells auditors to run. */
    private static final String SAMPLE = """
            import hashlib, sys
            seed, size, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            number = lambda index: hashlib.sha256(f"{seed}\\n{index}".encode()).digest()
            print(*sorted(sorted(range(size), key=number)[:count]))
            """;

    @TempDir
    private Path data;

    private String key = "";

    @BeforeEach
    void tell() throws IOException, InterruptedException {
        requirePython();
        key = Story.tell(data);
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 300);
            journal.publish();
        }
    }

    private Path export(String name, Period period) throws IOException {
        var file = data.resolve(name);
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook())
                    .write(file, period);
        }
        return file;
    }

    @Test
    void verifiesAWholeLedgerAndAPeriodOfIt() throws IOException, InterruptedException {
        assertTrue(verify(export("all.zip", Period.ALL)).contains("verified: entries 0 to "));
        var from = Optional.of(Instant.parse("2026-10-01T13:00:00Z"));
        var part = verify(export("part.zip", new Period(from, Optional.of(Instant.parse("2026-10-03T00:00:00Z")))));
        assertTrue(part.contains("verified: entries 7 to 19 of 320"), part);
    }

    @Test
    void findsWhatWasForged() throws IOException, InterruptedException {
        var members = Zips.read(export("all.zip", Period.ALL));
        for (var name : members.keySet()) {
            if (name.startsWith("evidence/") || name.equals(Layout.ENTRIES) || name.equals(Layout.CHECKPOINT)) {
                var changed = new LinkedHashMap<>(members);
                var content = members.get(name).clone();
                content[content.length / 3] ^= 1;
                changed.put(name, content);
                assertTrue(verify(Zips.write(data.resolve("f.zip"), changed)).contains("NOT VERIFIED"), name);
                changed.remove(name);
                assertTrue(!verify(Zips.write(data.resolve("f.zip"), changed)).contains("\nverified"), name);
            }
        }
    }

    @Test
    void choosesTheSameSample() throws IOException, InterruptedException {
        var everything = new Sample.Population(Optional.empty(), Optional.empty(), Optional.empty());
        try (var entries = SqliteStore.read(data)) {
            for (var seed : new String[] {"2026-Q4", "", "Zufall ä 🎲"}) {
                var ours = new Sample(seed, 25)
                        .of(entries, 300, everything).stream()
                                .map(entry -> String.valueOf(entry.index()))
                                .collect(Collectors.joining(" "));
                assertEquals(ours, python("-c", SAMPLE, seed, "300", "25").strip());
            }
        }
    }

    private String verify(Path bundle) throws IOException, InterruptedException {
        return python("docs/verify.py", "--bundle", bundle.toString(), key);
    }

    private static String python(String... arguments) throws IOException, InterruptedException {
        var command = Arrays.copyOf(new String[] {"python3"}, arguments.length + 1);
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        return output;
    }

    private static void requirePython() throws InterruptedException {
        var isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(isThere, "skipped: no python3");
        }
        assertTrue(isThere, "python3 is missing");
    }
}
