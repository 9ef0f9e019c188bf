package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.Story;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The exit codes of the real program, one for each thing that can be wrong with a bundle. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BundleProgramIT {

    @TempDir
    private static Path data;

    private static String key = "";
    private static String bundle = "";

    @BeforeAll
    static void export() throws IOException, InterruptedException {
        key = Story.tell(data);
        var witness = Cosigners.make("witness.example.org/w1");
        try (var journal = Journals.open(data)) {
            var signed = journal.publish();
            journal.cosigned(signed.with(List.of(witness.cosign(signed.checkpoint(), Samples.NOW))), true);
        }
        policy("met", witness.verifier().toString());
        policy("unmet", Cosigners.make("witness.example.org/w1").verifier().toString());
        bundle = data.resolve("bundle.zip").toString();
        assertEquals(0, run("export", bundle, "--data=" + data).exit());
    }

    private static void policy(String name, String witness) throws IOException {
        Files.writeString(data.resolve(name), "log " + key + "\nwitness w1 " + witness + "\nquorum w1\n");
    }

    private static Program.Ended run(String... words) throws IOException, InterruptedException {
        return new Program(data).ledger(words);
    }

    private void assertEnds(int exit, String says, String... words) throws IOException, InterruptedException {
        var ended = run(words);
        assertEquals(exit, ended.exit(), ended::output);
        assertTrue(ended.output().contains(says), ended::output);
    }

    private String twin(String name, byte[] content) throws IOException {
        var twin = Zips.read(Path.of(bundle));
        twin.put(name, content);
        return Zips.write(data.resolve("twin.zip"), twin).toString();
    }

    @Test
    void whatIsSoundEndsWithNothing() throws IOException, InterruptedException {
        assertEnds(0, "verified: entries 0 to ", "verify", bundle, "--vkey", key);
        assertEnds(0, ", cosigned by w1", "verify", bundle, "--policy", file("met"));
    }

    private String file(String name) {
        return data.resolve(name).toString();
    }

    @Test
    void eachFaultHasItsOwnExitCode() throws IOException, InterruptedException {
        var stranger = new VerifierKey(
                key.substring(0, key.indexOf('+')), Journals.newKey().verifier().key());
        var members = Zips.read(Path.of(bundle));
        var entries = members.getOrDefault(Layout.ENTRIES, new byte[0]).clone();
        entries[entries.length / 2] ^= 1;
        var other = (Layout.FORMAT + "\nedition 999\n").getBytes(StandardCharsets.UTF_8);
        assertEnds(10, "tampered: ", "verify", twin(Layout.ENTRIES, entries), "--vkey", key);
        assertEnds(12, "untrusted key: ", "verify", bundle, "--vkey", stranger.toString());
        assertEnds(13, "not verified: ", "verify", twin(Layout.BUNDLE, other), "--vkey", key);
        assertEnds(14, "policy not met: ", "verify", bundle, "--policy", file("unmet"));
        members.keySet().removeIf(Layout::isEvidence);
        var bare = Zips.write(data.resolve("bare.zip"), members).toString();
        assertEnds(11, "incomplete: ", "verify", bare, "--vkey", key);
    }

    @Test
    void whatIsNoBundleOrNoCommandIsNotTakenForAForgery() throws IOException, InterruptedException {
        assertEnds(1, "no such file", "verify", file("none.zip"), "--vkey", key);
        assertEnds(2, "--vkey", "verify", bundle);
        assertEnds(2, "leave --vkey out", "verify", bundle, "--vkey", key, "--policy", file("met"));
        assertEnds(0, "14   the policy is not met", "verify", "--help");
    }
}
