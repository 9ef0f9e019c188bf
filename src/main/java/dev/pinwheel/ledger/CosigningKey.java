package dev.pinwheel.ledger;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.time.Instant;

/** What a witness signs other logs' checkpoints with; its text form shows no secret. */
public final class CosigningKey {

    private final CosignerKey verifier;
    private final PrivateKey key;

    /**
     * The private key that belongs to this cosigner's key.
     *
     * @throws IllegalArgumentException if it does not
     */
    public CosigningKey(CosignerKey verifier, PrivateKey key) {
        this.verifier = verifier;
        this.key = key;
        var probe = new Checkpoint(verifier.name(), 0, Hash.OF_NOTHING);
        if (!verifier.verifies(probe.toString(), cosign(probe, Instant.EPOCH).signed())) {
            throw new IllegalArgumentException("the private key does not belong to " + verifier);
        }
    }

    public CosignerKey verifier() {
        return verifier;
    }

    /** The signature line that says: at this time this was the largest tree that we saw of this log. */
    public Note.Signature cosign(Checkpoint checkpoint, Instant at) {
        var seconds = at.getEpochSecond();
        var message = verifier.message(seconds, checkpoint.toString());
        var signed = sign(message);
        var timestamped = ByteBuffer.allocate(Long.BYTES + signed.length)
                .putLong(seconds)
                .put(signed)
                .array();
        return new Note.Signature(verifier.name(), verifier.id(), timestamped);
    }

    private byte[] sign(byte[] message) {
        try {
            return switch (verifier.algorithm()) {
                case ED25519 -> Ed25519.sign(key, message);
                case ML_DSA_44 -> MlDsa.sign(key, message);
            };
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a private key of the kind that " + verifier + " needs", e);
        }
    }

    @Override
    public String toString() {
        return "the cosigning key of " + verifier;
    }
}
