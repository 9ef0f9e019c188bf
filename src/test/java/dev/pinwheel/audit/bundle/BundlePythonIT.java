package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Retention;
import dev.pinwheel.audit.Sample;
import dev.pinwheel.audit.Story;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final int TAMPERED = 10;
    private static final int INCOMPLETE = 11;
    private static final int UNTRUSTED_KEY = 12;

    @TempDir
    private Path data;

    private String key = "";

    @BeforeEach
    void tell() throws IOException {
        requires("python3");
        key = Story.tell(data);
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 300);
            journal.append(outage());
            journal.publish();
        }
    }

    private RegistryOutage outage() throws IOException {
        var tags = (Story.IMAGE + "\n").getBytes(StandardCharsets.UTF_8);
        var list = new Evidence(data.resolve("evidence")).put("text/plain", tags);
        var host = Story.IMAGE.repository().host();
        var at = Story.BEGIN.plus(Duration.ofHours(90));
        return new RegistryOutage(at, at, host, false, 1, "unreachable", "no answer", list);
    }

    private Path export(String name, Period period) throws IOException {
        var file = data.resolve(name);
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook()).write(file, period);
        }
        return file;
    }

    @Test
    void verifiesAWholeLedgerAndAPeriodOfIt() throws IOException, InterruptedException {
        assertTrue(verify(export("all.zip", Period.ALL)).contains("verified: entries 0 to "));
        var from = Optional.of(Instant.parse("2026-10-01T13:00:00Z"));
        var part = verify(export("part.zip", new Period(from, Optional.of(Instant.parse("2026-10-03T00:00:00Z")))));
        assertTrue(part.contains("verified: entries 7 to 20 of 322"), part);
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
    void followsTheKeysOfARotatedLedger(@TempDir Path elsewhere) throws IOException, InterruptedException {
        var rotated = Rotated.tell(elsewhere);
        var bundle = elsewhere.resolve("bundle.zip");
        var part = Rotated.export(
                elsewhere,
                "part.zip",
                new Period(Optional.empty(), Optional.of(Instant.parse("2026-10-01T12:00:00Z"))));
        for (var trusted : rotated.keys()) {
            assertEquals(0, exit(bundle, trusted), "the whole");
            assertEquals(0, exit(part, trusted), "a part");
        }
        assertEquals(UNTRUSTED_KEY, exit(bundle, rotated.stranger()));
        Rotated.rotate(elsewhere);
        assertEquals(
                0,
                exit(
                        Rotated.export(elsewhere, "ending.zip", Period.ALL),
                        rotated.keys().getFirst()));
    }

    @Test
    void findsForgedRotations(@TempDir Path elsewhere) throws IOException, InterruptedException {
        var rotated = Rotated.tell(elsewhere);
        var first = rotated.keys().getFirst();
        var third = rotated.keys().getLast();
        var proof = TlogProof.parse(rotated.text(Rotation.PROOF.of(1)));
        var signed = SignedCheckpoint.sign(proof.signed().checkpoint(), rotated.stranger());
        var notSigned = new TlogProof(proof.index(), proof.hashes(), signed).toString();
        var entry = rotated.text(Rotation.ENTRY.of(2))
                .replace(
                        third.verifier().toString(),
                        rotated.stranger().verifier().toString());
        var oldKey = rotated.without("rotations/");
        oldKey.put(Layout.CHECKPOINT, rotated.signedBy(first).getBytes(StandardCharsets.UTF_8));
        oldKey.put(Layout.KEY, (first.verifier() + "\n").getBytes(StandardCharsets.UTF_8));
        var swapped = rotated.twin(Rotation.GROWTH.of(1), rotated.text(Rotation.GROWTH.of(2)));

        var twice = new TlogProof(proof.index(), proof.hashes(), rotated.alsoSigned(proof.signed())).toString();
        var newest = rotated.alsoSigned(SignedCheckpoint.parse(rotated.text(Layout.CHECKPOINT)));

        assertEquals(TAMPERED, exit(rotated.withGenesisAsRotation(), first));
        assertEquals(TAMPERED, exit(rotated.twin(Rotation.PROOF.of(1), twice), first));
        var more = proof.toString().replace("\nindex", "\nextra AAAB\nindex");
        assertEquals(TAMPERED, exit(rotated.twin(Rotation.PROOF.of(1), more), first));
        assertEquals(TAMPERED, exit(rotated.twin(Layout.CHECKPOINT, newest.toString()), first));
        assertEquals(TAMPERED, exit(rotated.twin(Layout.KEY, rotated.text(Layout.KEY) + "\n"), third));
        assertEquals(UNTRUSTED_KEY, exit(rotated.twin(Rotation.PROOF.of(1), notSigned), first));
        assertEquals(UNTRUSTED_KEY, exit(rotated.twin(Layout.CHECKPOINT, rotated.signedBy(first)), first));
        assertEquals(UNTRUSTED_KEY, exit(oldKey, first));
        assertEquals(TAMPERED, exit(rotated.twin(Rotation.ENTRY.of(2), entry), first));
        assertEquals(TAMPERED, exit(swapped, first));
        assertEquals(INCOMPLETE, exit(rotated.without(Rotation.ENTRY.of(1)), first));
        assertEquals(INCOMPLETE, exit(rotated.without("rotations/"), third));
    }

    @Test
    void opensslVerifiesTheCheckpointThatSignedAKeyIn(@TempDir Path elsewhere)
            throws IOException, InterruptedException {
        requires("openssl");
        var rotated = Rotated.tell(elsewhere);
        var proof = Files.writeString(elsewhere.resolve("proof"), rotated.text(Rotation.PROOF.of(1)));
        var checkpoint = elsewhere.resolve("checkpoint");
        for (var key : rotated.keys()) {
            var process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "sed '1,/^$/d' \"$1\" > \"$2\" && docs/verify-checkpoint.sh \"$2\" \"$3\"",
                            "sh",
                            proof.toString(),
                            checkpoint.toString(),
                            key.verifier().toString())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
            assertEquals(key.equals(rotated.keys().getFirst()), process.exitValue() == 0, output);
        }
    }

    @Test
    void hearsOfDeletionsBehindAPeriodAndOfCosignatures() throws IOException, InterruptedException {
        var later = Clock.fixed(Instant.parse("2035-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (var journal = Journals.open(data, later)) {
            new Retention(Duration.ofDays(400), new Evidence(data.resolve("evidence")), later, MemoryNotebook::new)
                    .run(journal.entries(), journal::append);
            var signed = journal.publish();
            var line = Cosigners.make("witness.example.org/w1").cosign(signed.checkpoint(), later.instant());
            journal.cosigned(signed.with(List.of(line)), true);
            journal.append(new BotStopped(later.instant()));
        }
        var file = data.resolve("part.zip");
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook())
                    .cosignedIn(new LogDirectory(data.resolve("log")))
                    .write(file, new Period(Optional.empty(), Optional.of(Instant.parse("2026-10-02T00:00:00Z"))));
        }
        var trusted = Journals.keyOf(data);
        assertEquals(0, exit(file, trusted));
        findsForgedMembers(Zips.read(file), trusted);
    }

    private void findsForgedMembers(Map<String, byte[]> members, SigningKey trusted)
            throws IOException, InterruptedException {
        for (var change : List.of(
                List.of(Layout.DELETIONS, "P400D", "P401D"),
                List.of(Layout.DELETIONS, "(?s)^([0-9]+) ", "0$1 "),
                List.of(Layout.COSIGNED, "(?s)\n[0-9]+\n", "\n0\n"),
                List.of(Layout.COSIGNED, "(?s)$", "\n"),
                List.of(Layout.COSIGNED_GROWTH, "(?s)^[^\n]*\n", ""))) {
            var twin = new LinkedHashMap<>(members);
            var text = new String(members.getOrDefault(change.get(0), new byte[0]), StandardCharsets.UTF_8);
            var forged = text.replaceFirst(change.get(1), change.get(2));
            assertNotEquals(text, forged);
            twin.put(change.get(0), forged.getBytes(StandardCharsets.UTF_8));
            assertEquals(TAMPERED, exit(twin, trusted), change.toString());
        }
        for (var name : List.of(Layout.DELETIONS, Layout.COSIGNED_GROWTH)) {
            var twin = new LinkedHashMap<>(members);
            twin.remove(name);
            assertEquals(INCOMPLETE, exit(twin, trusted), name);
        }
    }

    private int exit(Map<String, byte[]> members, SigningKey key) throws IOException, InterruptedException {
        return exit(Zips.write(data.resolve("twin.zip"), members), key);
    }

    private static int exit(Path bundle, SigningKey key) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "python3",
                        "docs/verify.py",
                        "--bundle",
                        bundle.toString(),
                        key.verifier().toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        assertTrue(!output.contains("Traceback"), output);
        return process.exitValue();
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

    private static void requires(String program) {
        var isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(isThere, "skipped: no " + program);
        }
        assertTrue(isThere, program + " is missing");
    }
}
