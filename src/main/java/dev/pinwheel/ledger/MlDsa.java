package dev.pinwheel.ledger;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The Java platform's ML-DSA-44 of FIPS 204, with public keys as 1312 bytes. */
public final class MlDsa {

    static final int KEY_LENGTH = 1312;

    private static final PlatformSignature PLATFORM = new PlatformSignature("ML-DSA-44");

    /** What stands before the key in its X.509 encoding (RFC 9881). */
    private static final byte[] X509 = HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private MlDsa() {}

    /** A new key pair. */
    public static KeyPair newKeys() {
        return PLATFORM.newKeys();
    }

    static byte[] sign(PrivateKey key, byte[] message) throws InvalidKeyException {
        return PLATFORM.sign(key, message);
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        return PLATFORM.verifies(key, message, signed);
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
        return PLATFORM.key(new X509EncodedKeySpec(encoded));
    }
}
