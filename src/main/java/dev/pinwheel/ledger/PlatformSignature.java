package dev.pinwheel.ledger;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * A signature algorithm of the Java platform.
 *
 * @param name what the platform calls it
 */
record PlatformSignature(String name) {

    KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance(name).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    byte[] sign(PrivateKey key, byte[] message) throws InvalidKeyException {
        try {
            var signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    /** The public key that this describes. */
    PublicKey key(KeySpec spec) {
        try {
            return KeyFactory.getInstance(name).generatePublic(spec);
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an " + name + " key: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    private IllegalStateException absent(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform has no working " + name, e);
    }
}
