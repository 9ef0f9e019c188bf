package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.ledger.CosignerKey.Algorithm;
import dev.pinwheel.ledger.Note.Standing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CosignatureTest {

    private static final Instant AT = Instant.ofEpochSecond(1_679_315_147);
    private static final String ORIGIN = "ledger.example.com/pinwheel";
    private static final SigningKey LOG = newLog();
    private static final SignedCheckpoint SIGNED =
            SignedCheckpoint.sign(new Checkpoint(ORIGIN, 7, Trees.root(Trees.leaves(7))), LOG);
    private static final Map<Algorithm, CosigningKey> WITNESSES = new EnumMap<>(Algorithm.class);

    static {
        for (var algorithm : Algorithm.values()) {
            WITNESSES.put(algorithm, Cosigners.make("witness.example.org/w1", algorithm));
        }
    }

    private static SigningKey newLog() {
        var keys = Ed25519.newKeys();
        return new SigningKey(new VerifierKey(ORIGIN, keys.getPublic()), keys.getPrivate());
    }

    private static CosigningKey witness(Algorithm algorithm) {
        return WITNESSES.getOrDefault(algorithm, Cosigners.make("nobody.example"));
    }

    private static SignedCheckpoint cosigned(Algorithm algorithm) {
        return SIGNED.with(List.of(witness(algorithm).cosign(SIGNED.checkpoint(), AT)));
    }

    @Test
    void theMessageOfEd25519IsTheOneOfTheSpecification() {
        var key = witness(Algorithm.ED25519).verifier();
        var line = cosigned(Algorithm.ED25519).note().signatures().getLast();
        var message = ("cosignature/v1\ntime 1679315147\n" + SIGNED.checkpoint()).getBytes(StandardCharsets.UTF_8);
        var signature = Arrays.copyOfRange(line.signed(), 8, 72);

        assertEquals(72, line.signed().length);
        assertEquals(AT.getEpochSecond(), ByteBuffer.wrap(line.signed()).getLong());
        assertEquals(AT, CosignerKey.time(line));
        assertEquals(true, Ed25519.verifies(key.key(), message, signature));
    }

    @Test
    void theMessageOfMlDsaIsTheStructOfTheSpecification() {
        var key = witness(Algorithm.ML_DSA_44).verifier();
        var message =
                ByteBuffer.wrap(key.message(AT.getEpochSecond(), SIGNED.note().text()));
        var label = new byte[12];
        var cosigner = new byte["witness.example.org/w1".length()];
        var origin = new byte[ORIGIN.length()];
        var root = new byte[32];

        message.get(label);
        assertEquals("subtree/v1\n\0", new String(label, StandardCharsets.UTF_8));
        assertEquals(cosigner.length, message.get());
        message.get(cosigner);
        assertEquals("witness.example.org/w1", new String(cosigner, StandardCharsets.UTF_8));
        assertEquals(AT.getEpochSecond(), message.getLong());
        assertEquals(origin.length, message.get());
        message.get(origin);
        assertEquals(ORIGIN, new String(origin, StandardCharsets.UTF_8));
        assertEquals(0, message.getLong());
        assertEquals(7, message.getLong());
        message.get(root);
        assertEquals(SIGNED.checkpoint().root(), Hash.of(root));
        assertEquals(0, message.remaining());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aCosignatureVerifiesAndLeavesTheLogsOwn(Algorithm algorithm) {
        var read = SignedCheckpoint.parse(cosigned(algorithm).toString());

        assertEquals(Standing.VERIFIED, read.note().check(witness(algorithm).verifier()));
        assertEquals(Standing.VERIFIED, read.check(LOG.verifier()));
        assertEquals(SIGNED, read.of(List.of(LOG.verifier())));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aCosignatureUnderAnotherCheckpointIsForged(Algorithm algorithm) {
        var other = new Checkpoint(ORIGIN, 8, SIGNED.checkpoint().root());
        var lines = cosigned(algorithm).note().signatures();

        assertEquals(
                Standing.FORGED,
                new Note(other.toString(), lines).check(witness(algorithm).verifier()));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aCosignatureOfAnotherTimeIsForged(Algorithm algorithm) {
        var line = cosigned(algorithm).note().signatures().getLast().toString();
        var space = line.lastIndexOf(' ') + 1;
        var blob = Base64.getDecoder().decode(line.substring(space));
        blob[11]++;
        var later = Note.Signature.parse(
                line.substring(0, space) + Base64.getEncoder().encodeToString(blob));

        assertEquals(
                Standing.FORGED,
                SIGNED.with(List.of(later)).note().check(witness(algorithm).verifier()));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void anyChangedByteOfALineIsNoticed(Algorithm algorithm) {
        var key = witness(algorithm).verifier();
        var signed = cosigned(algorithm).note().signatures().getLast().signed();
        for (var place = 0; place < signed.length; place += algorithm == Algorithm.ED25519 ? 1 : 97) {
            var changed = signed.clone();
            changed[place] ^= 1;
            var line = new Note.Signature(key.name(), key.id(), changed);
            assertEquals(Standing.FORGED, SIGNED.with(List.of(line)).note().check(key), "byte " + place);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aLineThatIsTooShortOrTooLongIsForged(Algorithm algorithm) {
        var key = witness(algorithm).verifier();
        var signed = cosigned(algorithm).note().signatures().getLast().signed();
        for (var length : List.of(1, 8, signed.length - 1, signed.length + 1)) {
            var line = new Note.Signature(key.name(), key.id(), Arrays.copyOf(signed, length));
            assertEquals(Standing.FORGED, SIGNED.with(List.of(line)).note().check(key), "length " + length);
        }
    }

    @Test
    void anOrdinarySignatureWithTheWitnesssKeyIsNoCosignature() {
        var keys = Ed25519.newKeys();
        var cosigner = new CosignerKey(ORIGIN, Algorithm.ED25519, keys.getPublic());
        var plain = new SigningKey(new VerifierKey(ORIGIN, keys.getPublic()), keys.getPrivate())
                .sign(SIGNED.checkpoint().toString());

        assertEquals(Standing.UNKNOWN_KEY, plain.check(cosigner));
        var relabelled = new Note.Signature(
                ORIGIN, cosigner.id(), plain.signatures().getFirst().signed());
        assertEquals(Standing.FORGED, SIGNED.with(List.of(relabelled)).note().check(cosigner));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aKeyReadsBackAndItsTypeIsPartOfItsId(Algorithm algorithm) {
        var key = witness(algorithm).verifier();

        assertEquals(key, CosignerKey.parse(key.toString()));
        assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(key.toString()));
        assertThrows(
                IllegalArgumentException.class,
                () -> CosignerKey.parse(LOG.verifier().toString()));
        assertThrows(
                IllegalArgumentException.class,
                () -> CosignerKey.parse(key.toString().replace("witness", "witless")));
    }

    @Test
    void aNewLineTakesThePlaceOfTheOldOneBySameKey() {
        var once = cosigned(Algorithm.ED25519);
        var twice = once.with(List.of(witness(Algorithm.ED25519).cosign(SIGNED.checkpoint(), AT.plusSeconds(1))));

        assertEquals(2, twice.note().signatures().size());
        assertNotEquals(once, twice);
    }

    @Test
    void aPrivateKeyMustBelongToItsCosigner() {
        var keys = Ed25519.newKeys();

        assertThrows(
                IllegalArgumentException.class,
                () -> new CosigningKey(witness(Algorithm.ED25519).verifier(), keys.getPrivate()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CosigningKey(witness(Algorithm.ML_DSA_44).verifier(), keys.getPrivate()));
    }
}
