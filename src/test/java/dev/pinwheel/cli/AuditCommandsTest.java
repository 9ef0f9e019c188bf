package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.audit.Answers;
import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Retention;
import dev.pinwheel.audit.Story;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.Ed25519;
import dev.pinwheel.ledger.VerifierKey;
import dev.pinwheel.pin.DirectoryTree;
import dev.pinwheel.pin.Pins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands for auditors, by their output and their exit codes. */
class AuditCommandsTest {

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String key = "";

    @BeforeEach
    void tell() throws IOException {
        key = Story.tell(data);
    }

    private int run(String command, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var arguments = new ArrayList<>(List.of(command, "--data=" + data));
        arguments.addAll(List.of(options));
        return new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void eachQuestionIsOneLineAndSaysByItsExitCodeWhetherItIsAnswered() {
        for (var question : Questions.all()) {
            var expected = question instanceof Question.Answered ? 0 : LedgerAskCommand.OPEN;
            assertEquals(expected, run("ask", question.name()), question.name());
        }
        assertEquals(0, run("ask", "--list"));
        for (var question : Questions.all()) {
            if (question instanceof Question.Open open) {
                assertTrue(out.toString().contains("open; waits for " + open.waitsFor()), out.toString());
            }
        }
    }

    @Test
    void whatIsNotUnderstoodIsAMistakeOfTheCaller() {
        assertEquals(2, run("ask"));
        assertEquals(2, run("ask", "nonsense"));
        assertEquals(2, run("ask", "gaps", "--json", "--csv"));
        assertEquals(2, run("ask", "gaps", "--as-of", "yesterday"));
        assertEquals(2, run("ask", "gaps", "--digest", "7"));
        assertEquals(2, run("sample", "--seed", "x", "--count", "0"));
        assertEquals(2, run("sample"));
        assertEquals(2, run("verify", "bundle.zip"));
        assertEquals(1, run("verify", "--older", "x"));
    }

    @Test
    void answersAsOfATimeInEachForm() throws IOException {
        assertEquals(0, run("ask", "digest-at", "--as-of", "2026-10-01T09:00:00Z", "--json"));
        assertEquals(
                Story.A.toString(),
                new ObjectMapper().readTree(out.toString()).get("digest").asText());
        assertEquals(0, run("ask", "gaps", "--csv"));
        assertTrue(out.toString().startsWith("kind,from,to,subject,reason,entry\r\nstopped,"), out.toString());
        assertEquals(0, run("ask", "gaps"));
        assertTrue(out.toString().contains("unreachable: =the registry did <b>not</b> answer\t"), out.toString());
        assertEquals(0, run("ask", "digest-at", "--as-of", "2026-09-30", "--json"));
        assertEquals("", out.toString());
    }

    @Test
    void everyQuestionIsAnsweredAsAPersonAnsweredItInEachForm() throws IOException {
        for (var answer : Answers.all()) {
            var what = answer.question() + " " + answer.asOf();
            assertEquals(0, run("ask", answer.question(), "--as-of", answer.asOf(), "--csv"), what);
            assertEquals(answer.csv(), out.toString(), what);
            assertEquals(0, run("ask", answer.question(), "--as-of", answer.asOf(), "--json"), what);
            assertEquals(answer.rows(), rows(out.toString()), what);
            assertEquals(0, run("ask", answer.question(), "--as-of", answer.asOf()), what);
            assertEquals(1 + answer.rows().size(), out.toString().lines().count(), what);
        }
    }

    @Test
    void noAnsweredQuestionWasForgotten() throws IOException {
        assertEquals(
                Questions.answered().stream().map(Question.Answered::name).collect(Collectors.toSet()),
                Answers.all().stream().map(Answers::question).collect(Collectors.toSet()));
    }

    private static List<Map<String, String>> rows(String lines) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.lines().toList()) {
            rows.add(new ObjectMapper().readValue(line, new TypeReference<Map<String, String>>() {}));
        }
        return rows;
    }

    @Test
    void answersAreNarrowedByEachOption() {
        var source = Story.SOURCE.name();
        for (var narrowed : List.of(
                List.of("1", "exposures", "--cve", "CVE-2026-2"),
                List.of("0", "exposures", "--cve", "CVE-2026-3"),
                List.of("1", "inventory", "--digest", Story.C.toString()),
                List.of("0", "inventory", "--digest", Story.A.toString()),
                List.of("1", "built-on", "--digest", Story.B.toString()),
                List.of("2", "vulnerabilities", "--source", source),
                List.of("0", "vulnerabilities", "--source", "another"),
                List.of("3", "history", "--image", "debian:12"),
                List.of("0", "history", "--image", "debian:11"),
                List.of("1", "end-of-life", "--days", "19", "--as-of", "2026-10-01T16:00:00Z"),
                List.of("0", "end-of-life", "--days", "18", "--as-of", "2026-10-01T16:00:00Z"))) {
            var options = new ArrayList<>(narrowed.subList(1, narrowed.size()));
            options.add("--json");
            assertEquals(0, run("ask", options.toArray(String[]::new)), narrowed.toString());
            assertEquals(
                    narrowed.getFirst(), String.valueOf(out.toString().lines().count()), narrowed.toString());
        }
    }

    @Test
    void allOfATagIsToldWithItsRegistrysOutagesInTheirOrder() {
        try (var journal = Journals.open(data)) {
            journal.append(outage(Story.IMAGE, false));
            journal.append(new LookFailed(Story.BEGIN, Story.BEGIN, Story.IMAGE, "denied", "401"));
            journal.append(outage(Story.MIRROR, false));
            journal.append(outage(Story.IMAGE, true));
            journal.publish();
        }

        assertEquals(0, run("history", "--all", Story.IMAGE.toString()), err::toString);
        var told = out.toString().lines().filter(line -> !line.startsWith("proved"));
        assertEquals(
                List.of(4L, 9L, 10L, 11L, 12L, 13L, 14L, 16L, 18L, 19L, 21L, 22L, 24L),
                told.map(line -> Long.valueOf(line.strip().split(" ", -1)[0])).toList());
    }

    private static RegistryOutage outage(Watch image, boolean over) {
        var list = new Descriptor("text/plain", Story.A, 9);
        return new RegistryOutage(
                Story.BEGIN, Story.BEGIN, image.repository().host(), over, 1, over ? "" : "denied", "", list);
    }

    @Test
    void exportsWhatItVerifies() throws IOException {
        var file = data.resolve("bundle.zip").toString();
        assertEquals(0, run("export", file));
        assertTrue(out.toString().contains(Story.EVIDENCE + " evidence files"), out.toString());
        assertEquals(
                0,
                run(
                        "verify",
                        file,
                        "--vkey",
                        key,
                        "--older",
                        data.resolve("log/checkpoint").toString()));
        assertEquals(1, run("export", file));

        var other = new VerifierKey(
                key.substring(0, key.indexOf('+')), Ed25519.newKeys().getPublic());
        assertEquals(LedgerVerifyCommand.UNTRUSTED_KEY, run("verify", file, "--vkey", other.toString()));
        Files.writeString(Path.of(file), "no zip");
        assertEquals(LedgerVerifyCommand.TAMPERED, run("verify", file, "--vkey", key));
        assertEquals(1, run("verify", file + "x", "--vkey", key));
    }

    @Test
    void saysThatEvidenceIsMissingFromAnExport() throws IOException {
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            Files.delete(files.findFirst().orElseThrow());
        }
        var file = data.resolve("bundle.zip").toString();

        assertEquals(LedgerVerifyCommand.INCOMPLETE, run("export", file));
        assertEquals(LedgerVerifyCommand.INCOMPLETE, run("verify", file, "--vkey", key));
        assertTrue(err.toString().contains("named by entry "), err.toString());
    }

    @Test
    void handsOutEvidenceOnlyAsItWasStored() throws IOException {
        var sbom = Story.digest("SBOM of " + Story.B);
        var file = data.resolve("b.cdx.json");

        assertEquals(0, run("evidence", sbom.toString(), file.toString()), err::toString);
        assertEquals("SBOM of " + Story.B, Files.readString(file));
        assertTrue(out.toString().contains(": application/vnd.cyclonedx+json, "), out.toString());
        assertEquals(1, run("evidence", sbom.toString(), file.toString()));
        assertEquals(1, run("evidence", Story.A.toString(), data.resolve("a").toString()));
        assertEquals(2, run("evidence", "7", data.resolve("a").toString()));

        var stored = data.resolve("evidence/sha256").resolve(sbom.hex());
        Files.writeString(stored, "another");
        assertEquals(
                LedgerVerifyCommand.TAMPERED,
                run("evidence", sbom.toString(), data.resolve("a").toString()));
        Files.delete(stored);
        assertEquals(
                LedgerVerifyCommand.INCOMPLETE,
                run("evidence", sbom.toString(), data.resolve("a").toString()));
        assertTrue(err.toString().startsWith("missing: " + sbom), err.toString());
        assertTrue(!Files.exists(data.resolve("a")));
    }

    @Test
    void saysWhichEntryDeletedEvidence() throws IOException {
        var log = Story.digest("the build's output");
        var later = Clock.fixed(Instant.parse("2035-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (var journal = Journals.open(data, later)) {
            new Retention(Duration.ofDays(400), new Evidence(data.resolve("evidence")), later, MemoryNotebook::new)
                    .run(journal.entries(), journal::append);
        }

        assertEquals(
                LedgerVerifyCommand.INCOMPLETE,
                run("evidence", log.toString(), data.resolve("a").toString()));
        assertTrue(err.toString().matches("deleted by retention \\(entry \\d+\\)\\R"), err.toString());
    }

    @Test
    void aSampleIsTheSameForTheSameSeed() {
        assertEquals(0, run("sample", "--seed", "2026-Q4", "--count", "4"));
        var first = out.toString();
        assertEquals(4, first.lines().count());
        assertEquals(0, run("sample", "--seed", "2026-Q4", "--count", "4"));
        assertEquals(first, out.toString());
        assertEquals(0, run("sample", "--seed", "x", "--type", "digest.observed", "--from", "2026-10-02"));
        assertEquals(1, out.toString().lines().count());
        assertEquals(1, run("sample", "--seed", "x", "--size", "999"));
    }

    @Test
    void thePageOfDigestsIsReadBackAsPins(@TempDir Path checkout) throws IOException {
        assertEquals(0, run("digests", "--as-of", "2026-10-01T16:00:00Z"));
        Files.writeString(checkout.resolve("BASE_IMAGE_DIGESTS.md"), out.toString());

        var pins = Pins.in(DirectoryTree.of(checkout)).pinned();
        assertEquals(List.of(Story.IMAGE), List.copyOf(pins.keySet()));
        assertTrue(pins.toString().contains(Story.B.toString()), pins.toString());
    }

    @Test
    void theStreamGoesOnWhereItEnded() throws IOException {
        assertEquals(0, run("stream"));
        var all = out.toString().lines().toList();
        assertEquals(21, all.size());
        assertEquals(0, run("stream", "--from", "18"));
        assertEquals(all.subList(18, 21), out.toString().lines().toList());
        for (var line : all) {
            assertTrue(
                    new ObjectMapper()
                            .readTree(line.getBytes(StandardCharsets.UTF_8))
                            .has("leafHash"),
                    line);
        }
    }
}
