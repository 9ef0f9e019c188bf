package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndependentVerificationIT {

    private static final int ENTRY = 300;

    @TempDir
    private Path data;

    private String log = "";
    private String key = "";
    private Path older = Path.of("");
    private Path entry = Path.of("");
    private Path proof = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        log = data.resolve("log").toString();
        older = data.resolve("older");
        entry = data.resolve("entry");
        proof = data.resolve("proof");
        try (var journal = Journals.open(data)) {
            key = journal.key().toString();
            Journals.recordCycles(journal, 0, 270);
            Files.writeString(older, journal.publish().toString());
            Journals.recordCycles(journal, 270, 600);
            Files.writeString(proof, journal.prove(ENTRY).toString());
            Files.write(
                    entry, journal.entries().entry(ENTRY).orElseThrow().leaf().bytes());
        }
    }

    @Test
    void pythonVerifiesThePublishedLog() throws IOException, InterruptedException {
        assertEquals(0, python(log, key));
        assertEquals(0, python(log, key, "--older", older.toString()));
        assertEquals(0, python("--proof", proof.toString(), entry.toString(), key));
    }

    @Test
    void pythonFindsWhatWasForged() throws IOException, InterruptedException {
        assertNotEquals(0, python("--proof", proof.toString(), older.toString(), key));
        change(proof, "index " + ENTRY, "index " + (ENTRY + 1));
        assertNotEquals(0, python("--proof", proof.toString(), entry.toString(), key));
        change(older, "271", "272");
        assertNotEquals(0, python(log, key, "--older", older.toString()));
        assertNotEquals(0, python(log, key.replace("pinwheel", "pinwheels")));
        flip(data.resolve("log/tile/1/000.p/2"));
        assertNotEquals(0, python(log, key));
    }

    @Test
    void pythonFindsAChangedEntry() throws IOException, InterruptedException {
        flip(data.resolve("log/tile/entries/001"));

        assertNotEquals(0, python(log, key));
    }

    @Test
    void nobodyTrustsALogThatOnlyClaimsToRotateTheTrustedKeyIn(@TempDir Path twin)
            throws IOException, InterruptedException {
        Journals.forgeTwin(twin, VerifierKey.parse(key));

        assertEquals(12, python(twin.resolve("log").toString(), key));
        assertNotEquals(0, go(twin.resolve("log").toString(), key));
    }

    @Test
    void aPartialTileThatTheFullOneReplacedMeanwhileDisturbsNobody() throws IOException, InterruptedException {
        Files.copy(older, data.resolve("log/checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        assertFalse(Files.exists(data.resolve("log/tile/entries/001.p/15")));
        assertFalse(Files.exists(data.resolve("log/tile/0/001.p/15")));

        assertEquals(0, python(log, key));
        assertEquals(0, go(log, key));
        flip(data.resolve("log/tile/0/001"));
        assertEquals(0, python(log, key), "only the hashes behind the checkpoint are changed");
        truncate(data.resolve("log/tile/entries/001"));
        assertEquals(10, python(log, key));
        assertNotEquals(0, go(log, key));
    }

    private static void truncate(Path file) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    }

    @Test
    void opensslVerifiesTheCheckpoint() throws IOException, InterruptedException {
        requires("openssl");
        var checkpoint = data.resolve("log/checkpoint");
        assertEquals(0, run("docs/verify-checkpoint.sh", checkpoint.toString(), key));

        change(checkpoint, "\n601\n", "\n602\n");
        assertNotEquals(0, run("docs/verify-checkpoint.sh", checkpoint.toString(), key));
    }

    @Test
    void goVerifiesThePublishedLog() throws IOException, InterruptedException {
        assertEquals(0, go(log, key));
        assertEquals(0, go(log, key, older.toString()));
    }

    @Test
    void goFindsWhatWasForged() throws IOException, InterruptedException {
        assertNotEquals(0, go(log, key.replace("pinwheel", "pinwheels")));
        change(older, "271", "272");
        assertNotEquals(0, go(log, key, older.toString()));
        flip(data.resolve("log/tile/entries/001"));
        assertNotEquals(0, go(log, key));
    }

    @Test
    void goFindsAChangedTile() throws IOException, InterruptedException {
        flip(data.resolve("log/tile/0/001"));

        assertNotEquals(0, go(log, key));
    }

    @Test
    void cosignaturesUnderTheCheckpointDisturbNobody() throws IOException, InterruptedException {
        try (var journal = Journals.open(data)) {
            var signed = journal.publish();
            var lines = new ArrayList<Note.Signature>();
            for (var algorithm : CosignerKey.Algorithm.values()) {
                lines.add(Cosigners.make("witness.example.org/" + algorithm, algorithm)
                        .cosign(signed.checkpoint(), Samples.NOW));
            }
            lines.add(Cosigners.make(signed.checkpoint().origin(), CosignerKey.Algorithm.ML_DSA_44)
                    .cosign(signed.checkpoint(), Samples.NOW));
            journal.cosigned(signed.with(lines), false);
        }
        requires("openssl");
        assertEquals(0, run("docs/verify-checkpoint.sh", log + "/checkpoint", key));
        assertEquals(0, python(log, key));
        assertEquals(0, go(log, key));
    }

    /** Runs the program with Debian's copy of golang.org/x/mod. */
    private static int go(String... arguments) throws IOException, InterruptedException {
        requires("go");
        requires(Path.of("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog/tlog.go"));
        var command = new ArrayList<>(List.of(
                "env", "GO111MODULE=off", "GOFLAGS=", "GOPATH=/usr/share/gocode", "go", "run", "docs/verify.go"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static void change(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private static void flip(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static int python(String... arguments) throws IOException, InterruptedException {
        requires("python3");
        var command = new ArrayList<>(List.of("python3", "docs/verify.py"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        assertTrue(!output.contains("Traceback"), output);
        return process.exitValue();
    }

    private static void requires(String program) throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder("sh", "-c", "command -v " + program)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            isThere = false;
        }
        requires(isThere, program);
    }

    private static void requires(Path file) {
        requires(Files.exists(file), file.toString());
    }

    private static void requires(boolean isThere, String what) {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(isThere, "skipped: no " + what);
        }
        assertTrue(isThere, what + " is missing; deploy/parts/install puts it there");
    }
}
