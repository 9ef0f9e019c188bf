package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.CosignerKey.Algorithm;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles with the cosignatures of witnesses, and their forged twins. */
class CosignedBundleTest {

    private static final CosigningKey FIRST = Cosigners.make("witness.example.org/w1");
    private static final CosigningKey SECOND = Cosigners.make("witness.example.org/w2", Algorithm.ML_DSA_44);
    private static final int GROWN = 7;

    @TempDir
    private Path data;

    private SigningKey log = Journals.newKey();

    @BeforeEach
    void cosign() throws IOException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 0, 5);
            cosign(journal, true, FIRST, SECOND);
        }
        log = Journals.keyOf(data);
    }

    private static void cosign(Journal journal, boolean hasQuorum, CosigningKey... witnesses) throws IOException {
        var signed = journal.publish();
        var lines = Arrays.stream(witnesses)
                .map(witness -> witness.cosign(signed.checkpoint(), Samples.NOW))
                .toList();
        journal.cosigned(signed.with(lines), hasQuorum);
    }

    private Path export(String name, Period period) throws IOException {
        var file = data.resolve(name);
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook())
                    .cosignedIn(new LogDirectory(data.resolve("log")))
                    .write(file, period);
        }
        return file;
    }

    private TrustPolicy policy(String quorum) {
        return policy(log, quorum);
    }

    private static TrustPolicy policy(SigningKey log, String quorum) {
        return TrustPolicy.parse("log " + log.verifier() + "\nwitness w1 " + FIRST.verifier() + "\nwitness w2 "
                + SECOND.verifier() + "\nwitness w3 "
                + Cosigners.make("witness.example.org/w3").verifier()
                + "\ngroup two 2 w1 w2 w3\nquorum " + quorum + "\n");
    }

    private static BundleVerification verify(Path file, TrustPolicy policy) throws IOException {
        return BundleVerifier.verify(file, policy, Optional.empty(), new MemoryNotebook());
    }

    private BundleVerification verify(Path file) throws IOException {
        return BundleVerifier.verify(file, log.verifier(), Optional.empty(), new MemoryNotebook());
    }

    private BundleVerification verify(Map<String, byte[]> members, TrustPolicy policy) throws IOException {
        return verify(Zips.write(data.resolve("twin.zip"), members), policy);
    }

    @Test
    void theQuorumOfAPolicyIsFoundInABundle() throws IOException {
        var file = export("bundle.zip", Period.ALL);

        assertInstanceOf(BundleVerification.Verified.class, verify(file));
        var verified = assertInstanceOf(BundleVerification.Verified.class, verify(file, policy("two")));
        assertEquals(
                Optional.of(new BundleVerification.Cosigned(verified.size(), List.of("w1", "w2"))),
                verified.cosigned());
        assertInstanceOf(BundleVerification.Verified.class, verify(file, policy("none")));
    }

    @Test
    void aQuorumThatIsNotThereIsNeitherAForgeryNorAnotherKey() throws IOException {
        var file = export("bundle.zip", Period.ALL);

        assertInstanceOf(BundleVerification.PolicyNotMet.class, verify(file, policy("w3")));
        var members = Zips.read(file);
        members.remove(Layout.COSIGNED);
        members.remove(Layout.COSIGNED_GROWTH);
        assertInstanceOf(BundleVerification.PolicyNotMet.class, verify(members, policy("two")));
        assertInstanceOf(BundleVerification.Verified.class, verify(members, policy("none")));
        assertInstanceOf(
                BundleVerification.UntrustedKey.class,
                verify(file, policy(Journals.newKey(log.verifier().name()), "two")));
        assertInstanceOf(BundleVerification.UntrustedKey.class, verify(file, TrustPolicy.parse("quorum none\n")));
    }

    @Test
    void whatTheWitnessesSawBeforeTheLedgerGrewIsProvedToBeItsBeginning() throws IOException {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 5, 5 + GROWN);
            cosign(journal, false, FIRST);
        }
        var file = export("grown.zip", Period.ALL);
        var verified = assertInstanceOf(BundleVerification.Verified.class, verify(file, policy("two")));

        assertEquals(verified.size() - GROWN, verified.cosigned().orElseThrow().size());
        var from = Samples.NOW.plusMillis(9);
        var part = export("part.zip", new Period(Optional.of(from), Optional.empty()));
        var notMet = assertInstanceOf(BundleVerification.PolicyNotMet.class, verify(part, policy("two")));
        assertTrue(notMet.what().contains("the bundle begins at"), notMet.what());
    }

    @Test
    void aWitnessCountsForEveryKeyThatATrustedKeySignedIn() throws IOException {
        var before = log;
        Rotated.rotate(data);
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, 5, 9);
            cosign(journal, true, FIRST, SECOND);
        }
        var file = export("rotated.zip", Period.ALL);

        assertInstanceOf(BundleVerification.Verified.class, verify(file, policy(before, "two")));
        assertInstanceOf(BundleVerification.Verified.class, verify(file, policy(Journals.keyOf(data), "two")));
    }

    @Test
    void forgedCosignaturesAreFound() throws IOException {
        var members = Zips.read(export("bundle.zip", Period.ALL));
        var cosigned = SignedCheckpoint.parse(members.getOrDefault(Layout.COSIGNED, new byte[0]));
        var moved = FIRST.cosign(cosigned.checkpoint(), Instant.EPOCH).toString();
        var lines = cosigned.toString().lines().toList();
        var line =
                lines.stream().filter(each -> each.contains("/w1 ")).findFirst().orElseThrow();
        var forged = line.substring(0, line.length() - 8) + "AAAA" + line.substring(line.length() - 4);

        assertInstanceOf(
                BundleVerification.Verified.class,
                verify(with(members, cosigned.toString().replace(line, moved)), policy("two")));
        assertInstanceOf(
                BundleVerification.Tampered.class,
                verify(with(members, cosigned.toString().replace(line, forged)), policy("two")));
        assertInstanceOf(
                BundleVerification.Tampered.class,
                verify(with(members, cosigned.toString().replace("\n6\n", "\n5\n")), policy("two")));
        assertInstanceOf(BundleVerification.Tampered.class, verify(with(members, cosigned + "\n"), policy("two")));
        var own = SignedCheckpoint.parse(members.getOrDefault(Layout.CHECKPOINT, new byte[0]));
        assertInstanceOf(BundleVerification.Tampered.class, verify(with(members, own.toString()), policy("none")));
        assertInstanceOf(
                BundleVerification.Tampered.class,
                verify(with(members, anotherHistory(cosigned).toString()), policy("two")));
    }

    /** What both witnesses and the log signed over other entries. */
    private SignedCheckpoint anotherHistory(SignedCheckpoint cosigned) {
        var then = cosigned.checkpoint();
        var other = new Checkpoint(then.origin(), then.size(), Hash.OF_NOTHING);
        return SignedCheckpoint.sign(other, log)
                .with(List.of(FIRST.cosign(other, Samples.NOW), SECOND.cosign(other, Samples.NOW)));
    }

    private static Map<String, byte[]> with(Map<String, byte[]> members, String cosigned) {
        var twin = new LinkedHashMap<>(members);
        twin.put(Layout.COSIGNED, cosigned.getBytes(StandardCharsets.UTF_8));
        return twin;
    }

    @Test
    void halfOfItIsNotEnough() throws IOException {
        for (var name : List.of(Layout.COSIGNED, Layout.COSIGNED_GROWTH)) {
            var members = Zips.read(export(name.replace('/', '-') + ".zip", Period.ALL));
            members.remove(name);
            var file = Zips.write(data.resolve("half.zip"), members);
            assertInstanceOf(BundleVerification.Incomplete.class, verify(file), name);
        }
    }
}
