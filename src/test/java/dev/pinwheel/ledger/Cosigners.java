package dev.pinwheel.ledger;

import dev.pinwheel.ledger.CosignerKey.Algorithm;

/** Keys of witnesses. */
public final class Cosigners {

    private Cosigners() {}

    /** A new key of this kind. */
    public static CosigningKey make(String name, Algorithm algorithm) {
        var keys =
                switch (algorithm) {
                    case ED25519 -> Ed25519.newKeys();
                    case ML_DSA_44 -> MlDsa.newKeys();
                };
        return new CosigningKey(new CosignerKey(name, algorithm, keys.getPublic()), keys.getPrivate());
    }

    /** A new key of the kind that every witness has. */
    public static CosigningKey make(String name) {
        return make(name, Algorithm.ED25519);
    }
}
