package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever bytes come: a parser refuses them with a reason, or prints exactly them. */
class CanonicalFormsTest {

    private static final String ORIGIN = "ledger.example.com/pinwheel";
    private static final CosigningKey WITNESS = Cosigners.make("witness.example.org/w1");
    private static final CosigningKey LATTICE =
            Cosigners.make("witness.example.org/w2", CosignerKey.Algorithm.ML_DSA_44);
    private static final List<Hash> LEAVES = Trees.leaves(13);
    private static final SigningKey LOG = newLog();
    private static final SignedCheckpoint SIGNED =
            SignedCheckpoint.sign(new Checkpoint(ORIGIN, 13, Trees.root(LEAVES)), LOG);

    /** Each form with a sample, and what reads and prints it. */
    private static final Map<String, Form> FORMS = Map.ofEntries(
            form("note", cosigned(), text -> Note.parse(text).toString()),
            form("checkpoint", SIGNED.checkpoint(), text -> Checkpoint.parse(text)
                    .toString()),
            form("signed checkpoint", cosigned(), text -> SignedCheckpoint.parse(text)
                    .toString()),
            form("signature line", SIGNED.note().signatures().getFirst(), text -> Note.Signature.parse(text)
                    .toString()),
            form("verifier key", LOG.verifier(), text -> VerifierKey.parse(text).toString()),
            form("cosigner's key", WITNESS.verifier(), text -> CosignerKey.parse(text)
                    .toString()),
            form("lattice key", LATTICE.verifier(), text -> CosignerKey.parse(text)
                    .toString()),
            form("tile path", new TilePath(1, 1_234_067, 112), text -> TilePath.parse(text)
                    .toString()),
            form("entry path", new TilePath(TilePath.ENTRIES, 7, 256), text -> TilePath.parse(text)
                    .toString()),
            form("hash", LEAVES.getFirst(), text -> Hash.parse(text).toString()),
            form("range proof", RangeProof.of(5, 9, 13, Trees.subtrees(LEAVES)), text -> RangeProof.parse(text)
                    .toString()),
            form("proof", proof(), text -> TlogProof.parse(text).toString()),
            form("proof with extra data", withExtra(), text -> TlogProof.parse(text)
                    .toString()),
            form(
                    "request to a witness",
                    AddCheckpoint.of(6, SIGNED, Trees.subtrees(LEAVES)),
                    text -> AddCheckpoint.parse(text).toString()));

    private record Form(String sample, UnaryOperator<String> reprint) {}

    private static Map.Entry<String, Form> form(String name, Object sample, UnaryOperator<String> reprint) {
        return Map.entry(name, new Form(sample.toString(), reprint));
    }

    private static SigningKey newLog() {
        var keys = Ed25519.newKeys();
        return new SigningKey(new VerifierKey(ORIGIN, keys.getPublic()), keys.getPrivate());
    }

    private static SignedCheckpoint cosigned() {
        return SIGNED.with(List.of(WITNESS.cosign(SIGNED.checkpoint(), Instant.ofEpochSecond(1_700_000_000))));
    }

    private static TlogProof proof() {
        var hashes = InclusionProof.of(5, LEAVES.size(), Trees.subtrees(LEAVES)).hashes();
        return new TlogProof(5, hashes, SIGNED);
    }

    private static String withExtra() {
        return proof().toString().replace("index", "extra AAECAw==\nindex");
    }

    @Property(tries = 4_000)
    void whatIsAcceptedPrintsBackIdentically(@ForAll Random random) {
        FORMS.forEach((name, form) -> {
            var text = mutated(form.sample(), random);
            try {
                assertEquals(text, form.reprint().apply(text), name);
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty(), name);
            }
        });
    }

    @Property(tries = 2_000)
    void anAcceptedPolicyReadsBackTheSame(@ForAll Random random) {
        var policy = "# who\nlog " + LOG.verifier() + " https://a.example\nwitness w1 " + WITNESS.verifier()
                + "\ngroup g 1 w1\nquorum g\n";
        var text = mutated(policy, random);
        try {
            var read = TrustPolicy.parse(text);
            assertEquals(read, TrustPolicy.parse(read.toString()));
            assertEquals(read.toString(), TrustPolicy.parse(read.toString()).toString());
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Property(tries = 4_000)
    void tilesAndBundlesPrintTheBytesThatTheyAccept(@ForAll Random random) {
        var bundle = new EntryBundle(List.of(Trees.leaf(0), Trees.leaf(1), Trees.leaf(2)));
        var bytes = flipped(bundle.bytes(), random);
        try {
            assertArrayEquals(bytes, EntryBundle.parse(bytes).bytes());
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
        var tile = flipped(new Tile(LEAVES).bytes(), random);
        try {
            assertArrayEquals(tile, Tile.parse(tile).bytes());
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    /** One to three small changes of the kinds that forgers and broken programs make. */
    private static String mutated(String sample, Random random) {
        var text = sample;
        for (var change = random.nextInt(3); change >= 0; change--) {
            text = changed(text, random);
        }
        return text;
    }

    private static String changed(String text, Random random) {
        if (text.isEmpty()) {
            return "\n";
        }
        var place = random.nextInt(text.length());
        var head = text.substring(0, place);
        var tail = text.substring(place);
        return switch (random.nextInt(6)) {
            case 0 -> head + tail.substring(1);
            case 1 -> head + tail.charAt(0) + tail;
            case 2 -> head + odd(random) + tail;
            case 3 -> head + odd(random) + tail.substring(1);
            case 4 -> head;
            default -> head + (char) (tail.charAt(0) + 1) + tail.substring(1);
        };
    }

    private static String odd(Random random) {
        var odd = List.of(
                "\n", "\n\n", " ", "\t", "\r", "0", "+", "-", "=", "/", "x", "\u0000", "\u2014 ", "\u0660", "\ud800");
        return odd.get(random.nextInt(odd.size()));
    }

    private static byte[] flipped(byte[] sample, Random random) {
        var bytes = random.nextBoolean() ? sample.clone() : Arrays.copyOf(sample, random.nextInt(sample.length + 40));
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    @Property(tries = 2_000)
    void bytesAreReadAsTheTextThatTheyAre(@ForAll Random random) {
        var bytes = flipped(cosigned().toString().getBytes(StandardCharsets.UTF_8), random);
        try {
            assertArrayEquals(bytes, SignedCheckpoint.parse(bytes).toString().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }
}
