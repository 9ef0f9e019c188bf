package dev.pinwheel.web.hook;

import static dev.pinwheel.web.hook.Golden.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {

    private static final String WORDS = "correct-horse-battery";
    private static final SharedSecret SECRET = new SharedSecret(WORDS);
    private static final byte[] BODY = "{ \"a b\" : \"c \\\" d\" , \"e\" : [ 1 ] }".getBytes(UTF_8);

    private static Proof.Signed signed(Hmac algorithm, String prefix) {
        return new Proof.Signed(List.of("X-Signature"), prefix, algorithm, SECRET);
    }

    private static boolean holds(Proof proof, String header, String value) {
        return holds(proof, delivery(BODY, Map.of(header, value)));
    }

    private static boolean holds(Proof proof, Delivery delivery) {
        return proof.check(delivery) instanceof Authenticity.Proven;
    }

    /** The vector that GitHub publishes for those who check its signatures. */
    @Test
    void githubsOwnTestVectorHolds() {
        var secret = new SharedSecret("It's a Secret to Everybody");
        var proof = new Proof.Signed(List.of("X-Hub-Signature-256"), "sha256=", Hmac.SHA256, secret);
        var signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertTrue(holds(proof, delivery("Hello, World!".getBytes(UTF_8), Map.of("x-hub-signature-256", signature))));
    }

    @Test
    void aSignatureOfThisBodyHolds() {
        assertTrue(holds(signed(Hmac.SHA256, "sha256="), "x-signature", "sha256=" + SECRET.sign(Hmac.SHA256, BODY)));
        assertTrue(holds(signed(Hmac.SHA1, ""), "X-Signature", SECRET.sign(Hmac.SHA1, BODY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256=zz",
                "sha256=0",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "correct-horse-battery"
            })
    void anythingElseDoesNot(String signature) {
        assertFalse(holds(signed(Hmac.SHA256, "sha256="), "X-Signature", signature));
    }

    @Test
    void aSignatureOfAnotherBodyOrUnderAnotherSecretDoesNot() {
        var proof = signed(Hmac.SHA256, "sha256=");

        assertFalse(holds(proof, "X-Signature", "sha256=" + SECRET.sign(Hmac.SHA256, "{}".getBytes(UTF_8))));
        assertFalse(holds(proof, "X-Signature", "sha256=" + new SharedSecret("other").sign(Hmac.SHA256, BODY)));
        assertFalse(holds(proof, "X-Other", "sha256=" + SECRET.sign(Hmac.SHA256, BODY)));
    }

    @Test
    void nexusSignsTheBodyWithoutItsWhiteSpace() {
        var dense = "{\"a b\":\"c \\\" d\",\"e\":[1]}".getBytes(UTF_8);
        var proof = new Proof.SignedWithoutSpace(signed(Hmac.SHA1, ""));

        assertEquals(new String(dense, UTF_8), new String(WhiteSpace.without(BODY), UTF_8));
        assertTrue(holds(proof, "X-Signature", SECRET.sign(Hmac.SHA1, dense)));
        assertTrue(holds(proof, "X-Signature", SECRET.sign(Hmac.SHA1, BODY)));
        assertFalse(holds(proof, "X-Signature", SECRET.sign(Hmac.SHA1, "{}".getBytes(UTF_8))));
    }

    @Test
    void aHeaderIsTheSecretAloneOrAsABearers() {
        var proof = new Proof.InHeader("Authorization", SECRET);

        assertTrue(holds(proof, "authorization", WORDS));
        assertTrue(holds(proof, "Authorization", "Bearer " + WORDS));
        assertFalse(holds(proof, "Authorization", "Basic " + WORDS));
        assertFalse(holds(proof, "Authorization", "correct-horse-batter"));
        assertFalse(holds(proof, "Authorization", "Bearer "));
        assertFalse(holds(proof, "X-Authorization", WORDS));
    }

    @Test
    void aPathEndsInTheSecret() {
        var proof = new Proof.InPath(SECRET);

        assertTrue(holds(proof, new Delivery(Map.of(), Optional.of(WORDS), BODY)));
        assertFalse(holds(proof, new Delivery(Map.of(), Optional.of(WORDS + "/"), BODY)));
        assertFalse(holds(proof, new Delivery(Map.of(), Optional.empty(), BODY)));
    }

    @Test
    void nothingThatIsPrintedShowsASecret() {
        var proof = new Proof.InPath(SECRET);
        var shown = new Delivery(Map.of("Authorization", WORDS), Optional.of(WORDS), BODY);

        assertFalse((SECRET + " " + proof + " " + signed(Hmac.SHA1, "") + " " + shown).contains(WORDS));
    }
}
