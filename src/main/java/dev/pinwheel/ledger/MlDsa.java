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
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The Java platform's ML-DSA-44 of FIPS 204, with public keys as 1312 bytes. */
public final class MlDsa {

    static final int KEY_LENGTH = 1312;

    private static final String NAME = "ML-DSA-44";

    /** What stands before the key in its X.509 encoding (RFC 9881). */
    private static final byte[] X509 = HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private MlDsa() {}

    /** A new key pair. */
    public static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) throws InvalidKeyException {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    static byte[] encode(PublicKey key) {
        var encoded = key.getEncoded();
        if (encoded.length != X509.length + KEY_LENGTH || !Arrays.equals(Arrays.copyOf(encoded, X509.length), X509)) {
            throw new IllegalArgumentException("not an ML-DSA-44 key: " + key.getAlgorithm());
        }
        return Arrays.copyOfRange(encoded, X509.length, encoded.length);
    }

    /** The inverse of {@link #encode}. */
    static PublicKey decode(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("an ML-DSA-44 key has " + KEY_LENGTH + " bytes, not " + key.length);
        }
        var encoded = Arrays.copyOf(X509, X509.length + KEY_LENGTH);
        System.arraycopy(key, 0, encoded, X509.length, KEY_LENGTH);
        try {
            return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an ML-DSA-44 key: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    private static IllegalStateException absent(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform has no working ML-DSA-44", e);
    }
}
