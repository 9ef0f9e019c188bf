package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.KeyFile;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.journal.sql.Tampering;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCommandTest {

    private static final int LAST = Samples.all().size();

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void record() {
        try (var journal = Journals.open(data)) {
            Samples.all().values().forEach(journal::append);
        }
    }

    private int run(String command, String... options) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        if (arguments.stream().noneMatch(option -> option.startsWith("--data"))) {
            arguments.add(1, "--data=" + data);
        }
        return new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void listsTheNewestEntriesTheNewestLast() {
        assertEquals(0, run("list", "--limit", "3"));

        var lines = out.toString().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(
                lines.getLast().startsWith("%6d  2026-11-21T08:30:00.125Z  witness.changed".formatted(LAST)),
                lines.getLast());
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        assertEquals(0, run("list", "--type", "digest.observed", "--watch", "localhost:5000/base/debian:12"));

        var lines = out.toString().lines().toList();
        assertEquals(1, lines.size());
        assertTrue(
                lines.getFirst().contains("digest.observed     localhost:5000/base/debian:12 is at "),
                lines.getFirst());
    }

    @Test
    void listsJsonOneObjectALine() throws IOException {
        assertEquals(0, run("list", "--json", "--source", Samples.SOURCE.name()));

        var lines = out.toString().lines().toList();
        assertEquals(aboutTheSource(), lines.size());
        for (var line : lines) {
            var object = new ObjectMapper().readTree(line);
            var leaf = Leaf.of(object.get("entry").toString().getBytes(StandardCharsets.UTF_8));
            assertEquals(object.get("leafHash").asText(), leaf.hash().toString());
        }
    }

    private static long aboutTheSource() {
        return Samples.all().values().stream()
                .filter(event -> Fact.of(event).leaf().toString().contains("\"" + Samples.SOURCE.name() + "\""))
                .count();
    }

    @Test
    void anImageThatIsNoneIsAMistakeOfTheCaller() {
        assertEquals(2, run("list", "--watch", "no tag"));

        assertTrue(err.toString().contains("--watch: "), err.toString());
    }

    @Test
    void showsTheExactBytesOfAnEntry() {
        assertEquals(0, run("show", "1"));

        assertEquals(
                64,
                Leaf.of(out.toString().strip().getBytes(StandardCharsets.UTF_8))
                        .hash()
                        .hex()
                        .length());
        assertTrue(out.toString().startsWith("{\"at\":"), out.toString());
    }

    @Test
    void showsAProofThatHoldsForTheBytesItShows() throws IOException {
        assertEquals(0, run("show", "7"));
        var leaf = Leaf.of(out.toString().strip().getBytes(StandardCharsets.UTF_8));
        out.getBuffer().setLength(0);
        assertEquals(0, run("show", "7", "--proof"));

        assertTrue(TlogProof.parse(out.toString()).proves(leaf, new KeyFile(data).verifier()));
    }

    @Test
    void anEntryThatIsNotThereIsNotShown() {
        assertEquals(1, run("show", "99"));
        assertEquals(1, run("show", "99", "--proof"));
        assertEquals(1, run("show", "--", "-1"));
    }

    @Test
    void verifiesAnUntouchedLedger() throws IOException {
        assertEquals(0, run("verify"));
        assertEquals(0, run("verify", "--vkey", new KeyFile(data).verifier().toString()));

        assertTrue(out.toString().startsWith("verified: " + (LAST + 1) + " entries, "), out.toString());
    }

    @Test
    void saysByItsExitCodeWhatIsWrong() throws SQLException {
        var other = new VerifierKey("pinwheel.local/other", Ed25519.newKeys().getPublic());
        assertEquals(12, run("verify", "--vkey", other.toString()));
        assertEquals(2, run("verify", "--vkey", "nonsense"));
        Tampering.force(data, "DELETE FROM entry WHERE idx = " + LAST);
        assertEquals(11, run("verify"));
        Tampering.attempt(data, "UPDATE entry SET body = x'7B7D' WHERE idx = 3");
        assertEquals(10, run("verify"));
    }

    @Test
    void showsEveryDigestThatATagWasSeenAt() {
        assertEquals(0, run("history", "python:3.11.6-slim-bookworm"));
        assertTrue(
                out.toString()
                        .endsWith(Samples.digest("new") + System.lineSeparator()
                                + "proved: these 1 are all among the " + (LAST + 1) + " entries that are signed"
                                + System.lineSeparator()),
                out.toString());
        assertEquals(1, run("history", "alpine:3.20"));
        assertEquals(2, run("history", "alpine"));

        assertEquals(0, run("history", "--all", "python:3.11.6-slim-bookworm"));
        assertTrue(out.toString().contains(" has vanished, its rotation is urgent: 404"), out.toString());
        assertTrue(out.toString().contains(" is held: it lacks linux/arm64"), out.toString());

        assertEquals(11, run("history", Samples.LOCAL.toString()));
        assertTrue(err.toString().contains("missing: observation "), err.toString());
        assertEquals(2, run("history", "alpine:3.20", "--vkey", "nonsense"));
        assertEquals(12, run("history", "alpine:3.20", "--vkey", otherKey()));
    }

    private static String otherKey() {
        return new VerifierKey("pinwheel.local/other", Ed25519.newKeys().getPublic()).toString();
    }

    @Test
    void aTailThatWasCutOffIsFoundByACheckpointThatWasKept() throws IOException, SQLException {
        var kept =
                Files.copy(data.resolve("log/checkpoint"), data.resolve("kept")).toString();
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 900, 902);
        }
        assertEquals(0, run("verify", "--older", kept), err.toString());
        assertEquals(0, run("history", "python:3.11.6-slim-bookworm", "--older", kept), err.toString());
        assertTrue(out.toString().contains("; 0 came after the checkpoint of " + (LAST + 1)), out.toString());

        var lines = new ArrayList<>(Files.readAllLines(Path.of(kept)));
        lines.set(2, Base64.getEncoder().encodeToString(new byte[32]));
        var other = Files.write(data.resolve("other"), lines).toString();
        assertEquals(10, run("verify", "--older", other));
        Tampering.force(data, "DELETE FROM entry WHERE idx = " + (LAST + 2));
        assertEquals(11, run("history", "python:3.11.6-slim-bookworm", "--older", kept));
        assertEquals(0, run("history", "python:3.11.6-slim-bookworm", "--quick"));
        assertEquals(2, run("history", "python:3.11.6-slim-bookworm", "--quick", "--older", "kept"));
    }

    @Test
    void hashesTheEvidenceThatEntriesName(@TempDir Path ledger) throws IOException {
        var evidence = new Evidence(ledger.resolve("evidence"));
        var report = evidence.put("application/json", new byte[] {'{', '}'});
        try (var journal = Journals.open(ledger)) {
            journal.append(new SourceRead(Samples.NOW, Samples.SOURCE, "main", "4b825dc6", 1, 0, report));
        }
        assertEquals(0, run("verify", "--data=" + ledger, "--evidence"));
        assertTrue(out.toString().contains("evidence: 1 intact"), out.toString());

        Files.writeString(evidence.path(report), "[]");
        assertEquals(10, run("verify", "--data=" + ledger, "--evidence"));
        Files.delete(evidence.path(report));
        assertEquals(11, run("verify", "--data=" + ledger, "--evidence"));
        assertEquals(0, run("verify", "--data=" + ledger));
    }

    @Test
    void aLedgerThatIsNotThereCannotBeRead(@TempDir Path empty) {
        assertEquals(1, run("verify", "--data=" + empty));
    }

    @Test
    void saysWhatItCanDoWhenNothingIsAsked() {
        var command = new CommandLine(new LedgerCommand()).setErr(new PrintWriter(err, true));

        assertEquals(2, command.execute());
        assertTrue(err.toString().contains("list, show, history, verify, evidence, export, "), err.toString());
    }

    @Test
    void aPolicyWantsItsQuorum() throws IOException {
        var witness = Cosigners.make("witness.example.org/w1");
        var policy = data.resolve("policy");
        Files.writeString(
                policy, "log " + new KeyFile(data).verifier() + "\nwitness w1 " + witness.verifier() + "\nquorum w1\n");
        assertEquals(LedgerVerifyCommand.POLICY_NOT_MET, run("verify", "--policy", policy.toString()));
        assertTrue(err.toString().contains("cosigned by nobody"), err.toString());
        try (var journal = Journals.open(data)) {
            var signed = journal.publish();
            journal.cosigned(signed.with(List.of(witness.cosign(signed.checkpoint(), Samples.NOW))), true);
        }
        assertEquals(0, run("verify", "--policy", policy.toString()), err.toString());
        assertTrue(out.toString().contains("cosigned by w1"), out.toString());
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 900, 902);
        }
        assertEquals(0, run("verify", "--policy", policy.toString()), err.toString());
        assertTrue(out.toString().contains("the last 2 entries are not cosigned yet"), out.toString());
    }

    @Test
    void aKeyThatALogOfThePolicySignedInCountsAsThatLog() throws IOException {
        var witness = Cosigners.make("witness.example.org/w1");
        var policy = data.resolve("policy").toString();
        Files.writeString(
                Path.of(policy),
                "log " + new KeyFile(data).verifier() + "\nwitness w1 " + witness.verifier() + "\nquorum w1\n");
        assertEquals(0, run("rotate-key", "--reason", "the yearly change"), err.toString());
        assertEquals(0, run("verify"), err.toString());
        try (var journal = Journals.open(data, Clock.systemUTC())) {
            Journals.recordCycles(journal, 900, 902);
            var signed = journal.publish();
            journal.cosigned(signed.with(List.of(witness.cosign(signed.checkpoint(), Samples.NOW))), true);
        }

        assertEquals(0, run("verify", "--policy", policy), err.toString());
        assertTrue(out.toString().contains("cosigned by w1"), out.toString());
    }

    @Test
    void aPolicyThatDoesNotKnowTheLogTrustsNothing() throws IOException {
        var policy = data.resolve("policy");
        Files.writeString(policy, "quorum none\n");

        assertEquals(1, run("verify", "--policy", policy.toString()));
        assertEquals(2, run("verify", "--policy", policy.toString(), "--vkey", "x"));
    }
}
