package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that are nearly right: every verifier that we hand out refuses each of them, and so do we. */
class ForgedCheckpointsIT {

    private static final String WITNESS = "witness.example.org/w1";

    @TempDir
    private Path data;

    private VerifierKey key = Journals.newKey().verifier();
    private String name = "";
    private String good = "";

    @BeforeEach
    void publish() throws IOException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 20);
            key = journal.key();
            name = key.name();
            var signed = journal.publish();
            var line = Cosigners.make(WITNESS).cosign(signed.checkpoint(), Samples.NOW);
            good = signed.with(List.of(line)).toString();
        }
    }

    /** What each twin is, and its bytes as ISO 8859-1, so that bytes which are not UTF-8 can be among them. */
    private Map<String, String> twins() {
        var bytes = new String(good.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var other = Journals.newKey(name);
        var size = "\n21\n";
        var twins = new LinkedHashMap<String, String>();
        twins.put("a byte order mark before it", "\u00ef\u00bb\u00bf" + bytes);
        twins.put("a byte that is no UTF-8 in the origin", bytes.replaceFirst("\\.", "\u00ff"));
        twins.put("U+FFFD in the origin", bytes.replaceFirst("\\.", "\u00ef\u00bf\u00bd"));
        twins.put("an overlong dot in the origin", bytes.replaceFirst("\\.", "\u00c0\u00ae"));
        twins.put("a byte that is no UTF-8 in another's name", bytes.replace("witness.", "witness\u00ff"));
        twins.put("an overlong dot in another's name", bytes.replace("witness.", "witness\u00c0\u00ae"));
        twins.put("half of a surrogate pair in another's name", bytes.replace("witness.", "witness\u00ed\u00a0\u0080"));
        twins.put("carriage returns", bytes.replace("\n", "\r\n"));
        twins.put("no last newline", bytes.substring(0, bytes.indexOf("\u00e2\u0080\u0094 " + WITNESS) - 1));
        twins.put("another size", bytes.replace(size, "\n20\n"));
        twins.put("a zero before the size", bytes.replace(size, "\n021\n"));
        twins.put("a sign before the size", bytes.replace(size, "\n+21\n"));
        twins.put("an extension line", bytes.replaceFirst("\n\n", "\nmore\n\n"));
        twins.put("no dash", bytes.replace("\u00e2\u0080\u0094", "-"));
        twins.put("another key's id", other.sign(text()).toString());
        twins.put("our key's id before another's signature", claimed(other.sign(text())));
        twins.put("both lines of our id, of which one is another's", good + lastLine(claimed(other.sign(text()))));
        twins.put("no signature", text());
        twins.put("nothing", "");
        return twins;
    }

    private String text() {
        return good.substring(0, good.indexOf("\n\n") + 1);
    }

    private static String lastLine(String note) {
        return note.substring(note.lastIndexOf("\u2014"));
    }

    private String claimed(Note forged) {
        var blob = Base64.getDecoder().decode(lastLine(forged.toString()).split("[ \n]", -1)[2]);
        System.arraycopy(key.id(), 0, blob, 0, key.id().length);
        return forged.text() + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
    }

    private void forEachTwin(Verifier verifier) throws IOException, InterruptedException {
        var file = data.resolve("log/checkpoint");
        Files.writeString(file, good);
        assertEquals(0, verifier.exit(file), "the good one");
        for (var twin : twins().entrySet()) {
            assertNotEquals(good, twin.getValue(), twin.getKey());
            var charset = twin.getValue().contains("\u2014") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            Files.writeString(file, twin.getValue(), charset);
            assertNotEquals(0, verifier.exit(file), twin.getKey());
        }
    }

    private interface Verifier {
        int exit(Path checkpoint) throws IOException, InterruptedException;
    }

    @Test
    void weRefuseThem() throws IOException, InterruptedException {
        forEachTwin(file -> {
            try {
                return SignedCheckpoint.parse(Files.readAllBytes(file)).check(key) == Note.Standing.VERIFIED ? 0 : 1;
            } catch (IllegalArgumentException e) {
                return 1;
            }
        });
    }

    @Test
    void pythonRefusesThem() throws IOException, InterruptedException {
        requires("python3");
        var log = data.resolve("log").toString();
        forEachTwin(file -> run(List.of("python3", "docs/verify.py", log, key.toString())));
    }

    @Test
    void opensslRefusesThem() throws IOException, InterruptedException {
        requires("openssl");
        forEachTwin(file -> run(List.of("docs/verify-checkpoint.sh", file.toString(), key.toString())));
    }

    @Test
    void aLineOfAnotherKeyOfTheSameNameDisturbsNobody() throws IOException, InterruptedException {
        var other = lastLine(Journals.newKey(name).sign(text()).toString());
        var file = data.resolve("log/checkpoint");
        Files.writeString(file, text() + "\n" + other + good.substring(text().length() + 1));

        requires("openssl");
        assertEquals(0, run(List.of("docs/verify-checkpoint.sh", file.toString(), key.toString())));
        requires("python3");
        assertEquals(
                0, run(List.of("python3", "docs/verify.py", data.resolve("log").toString(), key.toString())));
    }

    @Test
    void goRefusesThem() throws IOException, InterruptedException {
        requires("go");
        var program = data.resolve("verify").toString();
        var build = new ArrayList<>(List.of(
                "env", "GO111MODULE=off", "GOFLAGS=", "GOPATH=/usr/share/gocode", "go", "build", "-o", program));
        build.add("docs/verify.go");
        assertEquals(0, run(build));
        forEachTwin(file -> run(List.of(program, data.resolve("log").toString(), key.toString())));
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), output);
        assertTrue(!output.contains("Traceback") && !output.contains("panic:"), output);
        return process.exitValue();
    }

    private static void requires(String program) throws IOException, InterruptedException {
        var isThere =
                new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(isThere, "skipped: no " + program);
        }
        assertTrue(isThere, program + " is missing; deploy/parts/install puts it there");
    }
}
