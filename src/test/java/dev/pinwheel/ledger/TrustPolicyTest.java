package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final SigningKey LOG = newLog("ledger.example.com/a");
    private static final SigningKey OTHER = newLog("ledger.example.com/b");
    private static final SignedCheckpoint SIGNED =
            SignedCheckpoint.sign(new Checkpoint("ledger.example.com/a", 3, Trees.root(Trees.leaves(3))), LOG);
    private static final Map<String, CosigningKey> WITNESSES = Map.of(
            "X1", Cosigners.make("x.example/1"),
            "X2", Cosigners.make("x.example/2"),
            "X3", Cosigners.make("x.example/3"),
            "Y1", Cosigners.make("y.example/1"),
            "Y2", Cosigners.make("y.example/2"));

    private static final String POLICY = """
            # Our ledger, and who watches it
            log LOG https://ledger.example.com/log

            witness X1 KEY-X1 https://x.example/
            witness X2 KEY-X2
            witness X3 KEY-X3
            group X 2 X1 X2 X3
            witness Y1 KEY-Y1
            witness Y2 KEY-Y2
            group Y any Y1 Y2
            group both all X Y
            quorum both
            """;

    private static SigningKey newLog(String origin) {
        var keys = Ed25519.newKeys();
        return new SigningKey(new VerifierKey(origin, keys.getPublic()), keys.getPrivate());
    }

    private static String filled(String text) {
        var full = text.replace("LOG", LOG.verifier().toString())
                .replace("OTHER", OTHER.verifier().toString());
        for (var witness : WITNESSES.entrySet()) {
            full = full.replace(
                    "KEY-" + witness.getKey(), witness.getValue().verifier().toString());
        }
        return full;
    }

    private static Trust trust(String policy, String... witnesses) {
        var lines = Arrays.stream(witnesses)
                .map(name -> WITNESSES.getOrDefault(name, Cosigners.make(name)))
                .map(key -> key.cosign(SIGNED.checkpoint(), AT))
                .toList();
        return TrustPolicy.parse(filled(policy)).trust(SIGNED.with(lines));
    }

    @Test
    void printsBackIdentically() {
        assertEquals(filled(POLICY), TrustPolicy.parse(filled(POLICY)).toString());
    }

    @Test
    void surplusWhiteSpaceMeansNothing() {
        var spaced = filled(POLICY).replace("group X 2", "\t group  X\t2").replace("quorum both", "quorum both \t");

        assertEquals(TrustPolicy.parse(filled(POLICY)), TrustPolicy.parse(spaced));
    }

    @ParameterizedTest
    @CsvSource({"X1 X2 Y1, true", "X1 X3 Y2, true", "X1 X2 X3 Y1 Y2, true", "X1 Y1 Y2, false", "X1 X2 X3, false"})
    void theQuorumDecides(String witnesses, boolean trusted) {
        assertEquals(trusted, trust(POLICY, witnesses.split(" ")) instanceof Trust.Trusted);
    }

    @Test
    void saysWhoCosigned() {
        var trusted = assertInstanceOf(Trust.Trusted.class, trust(POLICY, "X1", "X2", "Y1", "stranger.example"));

        assertEquals(List.of("X1", "X2", "Y1"), trusted.witnesses());
        assertEquals(LOG.verifier(), trusted.log());
    }

    @Test
    void saysWhoIsMissing() {
        var untrusted = assertInstanceOf(Trust.Untrusted.class, trust(POLICY, "X1"));

        assertTrue(untrusted.reason().contains("[X1]"), untrusted.reason());
        assertTrue(untrusted.reason().contains("quorum both"), untrusted.reason());
    }

    @Test
    void quorumNoneWantsTheLogAlone() {
        assertInstanceOf(Trust.Trusted.class, trust("log LOG\nquorum none\n"));
        assertInstanceOf(Trust.Untrusted.class, trust("log OTHER\nquorum none\n"));
        assertInstanceOf(Trust.Untrusted.class, trust("quorum none\n"));
    }

    @Test
    void aCosignatureOfAnotherCheckpointSpoilsAllOfIt() {
        var earlier = new Checkpoint("ledger.example.com/a", 2, Trees.root(Trees.leaves(2)));
        var key = WITNESSES.getOrDefault("X1", Cosigners.make("nobody.example"));
        var policy = TrustPolicy.parse(filled("log LOG\nwitness X1 KEY-X1\nquorum none\n"));

        var untrusted = policy.trust(SIGNED.with(List.of(key.cosign(earlier, AT))));

        assertInstanceOf(Trust.Untrusted.class, untrusted);
    }

    @Test
    void aForgedSignatureOfTheLogIsNotTrusted() {
        var moved =
                new Checkpoint("ledger.example.com/a", 4, SIGNED.checkpoint().root());
        var forged = new SignedCheckpoint(
                moved, new Note(moved.toString(), SIGNED.note().signatures()));

        assertInstanceOf(
                Trust.Untrusted.class,
                TrustPolicy.parse(filled("log LOG\nquorum none\n")).trust(forged));
    }

    @Test
    void oneWitnessIsNotTwoByWritingItsKeyUnderAnotherName() {
        var renamed = new CosignerKey(
                "x.example/again",
                CosignerKey.Algorithm.ED25519,
                WITNESSES
                        .getOrDefault("X1", Cosigners.make("nobody.example"))
                        .verifier()
                        .key());

        assertThrows(
                IllegalArgumentException.class,
                () -> TrustPolicy.parse(filled("witness X1 KEY-X1\nwitness X9 " + renamed + "\nquorum none\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quorum none",
                "log LOG\n",
                "quorum none\nquorum none\n",
                "quorum X1\nwitness X1 KEY-X1\n",
                "log LOG\nlog LOG https://again.example\nquorum none\n",
                "log KEY-X1\nquorum none\n",
                "log LOG a b\nquorum none\n",
                "log\nquorum none\n",
                "witness X1 LOG\nquorum X1\n",
                "witness none KEY-X1\nquorum none\n",
                "witness X1 KEY-X1\nwitness X1 KEY-X2\nquorum X1\n",
                "witness X1 KEY-X1\ngroup g 0 X1\nquorum g\n",
                "witness X1 KEY-X1\ngroup g 2 X1\nquorum g\n",
                "witness X1 KEY-X1\ngroup g 01 X1\nquorum g\n",
                "witness X1 KEY-X1\ngroup g most X1\nquorum g\n",
                "witness X1 KEY-X1\ngroup g any\nquorum none\n",
                "witness X1 KEY-X1\ngroup g any X1 X1\nquorum g\n",
                "witness X1 KEY-X1\ngroup g any X1\ngroup h any X1\nquorum g\n",
                "group g any none\nquorum g\n",
                "group g any g\nquorum g\n",
                "Quorum none\n",
                "quorum none x\n",
                "quorum none\r\n",
                "# \u0001\nquorum none\n"
            })
    void refusesWhatTheSpecificationRefuses(String policy) {
        assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(filled(policy)));
    }

    @Test
    void saysWhichLineIsWrong() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> TrustPolicy.parse("# one\nwitnes X1\nquorum none\n"));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("line 2:"), refused.getMessage());
    }

    @Test
    void hasLimits() {
        var lines = new ArrayList<>(List.of("quorum none"));
        for (var line = 0; line < 1_000; line++) {
            lines.add("#");
        }
        var endless = String.join("\n", lines) + "\n";

        assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(endless));
        assertThrows(IllegalArgumentException.class, () -> TrustPolicy.parse(new byte[TrustPolicy.MAX_LENGTH + 1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> TrustPolicy.parse("quorum none\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)));
    }
}
