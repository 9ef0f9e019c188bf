package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.Note.Standing;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCheckpointTest {

    private static final String ORIGIN = "ledger.example.com/pinwheel";
    private static final KeyPair KEYS = Ed25519.newKeys();
    private static final VerifierKey VERIFIER = new VerifierKey(ORIGIN, KEYS.getPublic());
    private static final SigningKey SIGNER = new SigningKey(VERIFIER, KEYS.getPrivate());
    private static final VerifierKey STRANGER =
            new VerifierKey(ORIGIN, Ed25519.newKeys().getPublic());
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 7, Trees.root(Trees.leaves(7)));
    private static final SignedCheckpoint SIGNED = SignedCheckpoint.sign(CHECKPOINT, SIGNER);

    @Test
    void printsAsTheSpecificationSays() {
        var lines = SIGNED.toString().split("\n", -1);

        assertEquals(ORIGIN, lines[0]);
        assertEquals("7", lines[1]);
        assertEquals(CHECKPOINT.root().toString(), lines[2]);
        assertEquals("", lines[3]);
        assertTrue(lines[4].startsWith("— " + ORIGIN + " "));
        assertEquals("", lines[5]);
        assertEquals(6, lines.length);
    }

    @Test
    void readsBackWhatItPrints() {
        assertEquals(SIGNED, SignedCheckpoint.parse(SIGNED.toString()));
        assertEquals(SIGNED, SignedCheckpoint.parse(SIGNED.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isVerifiedByTheKeyThatSignedItAndNoOther() {
        assertEquals(Standing.VERIFIED, SIGNED.check(VERIFIER));
        assertEquals(Standing.UNKNOWN_KEY, SIGNED.check(STRANGER));
        assertEquals(Standing.UNKNOWN_KEY, SIGNED.check(new VerifierKey("another.example.com", KEYS.getPublic())));
    }

    @Test
    void anotherTextUnderTheSameSignatureIsForged() {
        var moved = new Checkpoint(ORIGIN, 8, CHECKPOINT.root());
        var forged = new SignedCheckpoint(
                moved, new Note(moved.toString(), SIGNED.note().signatures()));

        assertEquals(Standing.FORGED, forged.check(VERIFIER));
    }

    @Test
    void aSignatureThatClaimsToBeOursAndIsNotSpoilsTheNote() {
        var claimed = new Note.Signature(ORIGIN, VERIFIER.id(), new byte[64]);
        var signatures = new ArrayList<>(SIGNED.note().signatures());
        signatures.add(claimed);

        var spoiled = new Note(CHECKPOINT.toString(), signatures);

        assertEquals(Standing.FORGED, spoiled.check(VERIFIER));
        assertEquals(Standing.UNKNOWN_KEY, spoiled.check(STRANGER));
    }

    @Test
    void signaturesOfOthersDoNotMatter() {
        var signatures = new ArrayList<>(SIGNED.note().signatures());
        signatures.addFirst(new Note.Signature("witness.example.org", new byte[] {1, 2, 3, 4}, new byte[72]));

        var witnessed = new Note(CHECKPOINT.toString(), signatures);

        assertEquals(Standing.VERIFIED, Note.parse(witnessed.toString()).check(VERIFIER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://w.example/1", "oid/1.2.3", "w\u007f", "\u540d\u524d", "\ufeffw", "W@example.com"})
    void aStrangersOddNameIsLegalAndDoesNotMatter(String name) {
        var text = SIGNED + "\u2014 " + name + " AAAAAAA=\n";

        assertEquals(text, Note.parse(text).toString());
        assertEquals(Standing.VERIFIED, SignedCheckpoint.parse(text).check(VERIFIER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a+b", "a\u00a0b", "a\u0085b", "a\u3000b", "a\u2028b", "a\u0009b", "a\u0000", "a\ud800b"})
    void aNameThatTheSpecificationForbidsSpoilsTheNote(String name) {
        var text = SIGNED + "\u2014 " + name + " AAAAAAA=\n";

        assertThrows(IllegalArgumentException.class, () -> Note.parse(text));
    }

    @Test
    void anyFlippedBitIsNoticed() {
        var bytes = SIGNED.toString().getBytes(StandardCharsets.UTF_8);
        for (var bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertFalse(isVerified(changed), "bit " + bit);
        }
    }

    private static boolean isVerified(byte[] note) {
        try {
            return SignedCheckpoint.parse(note).check(VERIFIER) == Standing.VERIFIED;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "o\n1\n",
                "o\n1\nROOT",
                "o\n01\nROOT\n",
                "o\n+1\nROOT\n",
                "o\n-1\nROOT\n",
                "o\n9223372036854775808\nROOT\n",
                "o\n1\nROOT\nextension\n",
                "o p\n1\nROOT\n",
                "o+p\n1\nROOT\n",
                "https://o\n1\nROOT\n",
                "\n1\nROOT\n",
                "o\n1\nAAAA\n",
                "o\n1 \nROOT\n",
                "o\r\n1\nROOT\n"
            })
    void acceptsOnlyCanonicalCheckpoints(String template) {
        var text = template.replace("ROOT", CHECKPOINT.root().toString());

        assertThrows(IllegalArgumentException.class, () -> Checkpoint.parse(text));
    }

    @Test
    void base64WithSpareBitsIsRefused() {
        var root = CHECKPOINT.root().toString();
        var spare = root.substring(0, 42) + (char) (root.charAt(42) + 1) + "=";

        assertThrows(IllegalArgumentException.class, () -> Hash.parse(spare));
        assertThrows(IllegalArgumentException.class, () -> Hash.parse(root.substring(0, 43)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n\n",
                "a\n\n— n AAAAAAA=",
                "a\n\n- n AAAAAAA=\n",
                "a\n\n— n  AAAAAAA=\n",
                "a\n\n— n AAAAAAA\n",
                "a\n\n— n AAAA\n",
                "a\n\n—  AAAAAAA=\n",
                "a\u0001\n\n— n AAAAAAA=\n",
                "a\n\n— n AAAAAAA=\n\n",
                "a\n\n— n AAAAAAA=\nb\n"
            })
    void acceptsOnlyCanonicalNotes(String text) {
        assertThrows(IllegalArgumentException.class, () -> Note.parse(text));
    }

    @Test
    void theTextOfANoteMayHoldEmptyLines() {
        var note = Note.parse("a\n\nb\n\n— n AAAAAAA=\n");

        assertEquals("a\n\nb\n", note.text());
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Note.parse(new byte[] {'a', (byte) 0xC3, '\n'}));
        assertThrows(IllegalArgumentException.class, () -> Note.parse(new byte[Note.MAX_LENGTH + 1]));
    }

    @Test
    void aPrivateKeyMustBelongToItsVerifierKey() {
        assertThrows(IllegalArgumentException.class, () -> new SigningKey(STRANGER, KEYS.getPrivate()));
    }
}
