package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.source.git.BareRepository;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service whose disk begins to fail while it runs: strace lets the kernel answer with the error. */
@Timeout(180)
class FailingDiskIT {

    @TempDir
    private Path folder;

    @BeforeAll
    static void needStrace() {
        var there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("no strace; deploy/parts/install strace installs it");
        }
        assumeTrue(there, "skipped: no strace");
    }

    private Path configuration(BareRepository app, int http) throws Exception {
        app.commit("main", Map.of("README", "no pin\n"));
        return Files.writeString(
                folder.resolve("pinwheel.yaml"), """
                data: %s
                registries: [{host: registry.example.com}]
                schedule: "* * * * * ?"
                repositories: [{url: %s}]
                scanner: {database: %s}
                http: {port: %d}
                """.formatted(folder.resolve("data"), app.directory(), folder, http));
    }

    @ParameterizedTest
    @CsvSource({"'fsync,fdatasync', EIO, 60+", "pwrite64, ENOSPC, 120+"})
    void itStaysUpReadOnlyAndSaysSo(String calls, String error, String numbers) throws Exception {
        var http = ServingProcess.freePort();
        try (var app = BareRepository.in(folder.resolve("app.git"));
                var node = ServingProcess.start(
                        configuration(app, http),
                        http,
                        "strace",
                        "-f",
                        "-qq",
                        "--seccomp-bpf",
                        "-P",
                        folder.resolve("data/ledger.db").toString(),
                        "-P",
                        folder.resolve("data/ledger.db-wal").toString(),
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":error=" + error + ":when=" + numbers)) {
            node.awaitLine("serving");
            var alarm = node.awaitLine("ALARM: read-only: the ledger cannot be written");
            assertTrue(alarm.contains("restart Pinwheel"), alarm);

            assertEquals("read-only", node.health().getString("state"));
            assertEquals(503, node.get("/readyz").statusCode());
            assertEquals(200, node.get("/log/checkpoint").statusCode());
            try (var entries = SqliteStore.read(folder.resolve("data"))) {
                var size = entries.head().size();
                assertEquals(200, node.get("/healthz").statusCode());
                assertEquals(size, entries.head().size());
            }
            assertTrue(node.isAlive());
        }
    }
}
