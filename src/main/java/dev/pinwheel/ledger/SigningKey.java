package dev.pinwheel.ledger;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.List;

/** What a log signs its checkpoints with; its text form shows no secret. */
public final class SigningKey {

    private final VerifierKey verifier;
    private final PrivateKey key;

    /**
     * The private key that belongs to this verifier key.
     *
     * @throws IllegalArgumentException if it does not
     */
    public SigningKey(VerifierKey verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
        var probe = new Checkpoint(verifier.name(), 0, Hash.OF_NOTHING).toString();
        if (sign(probe).check(verifier) != Note.Standing.VERIFIED) {
            throw new IllegalArgumentException("the private key does not belong to " + verifier);
        }
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** This text as a note with our signature. */
    public Note sign(String text) {
        try {
            var signed = Ed25519.sign(key, text.getBytes(StandardCharsets.UTF_8));
            return new Note(text, List.of(new Note.Signature(verifier.name(), verifier.id(), signed)));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not an Ed25519 private key for " + verifier, e);
        }
    }

    @Override
    public String toString() {
        return "the signing key of " + verifier;
    }
}
