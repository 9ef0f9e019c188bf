package dev.pinwheel.ledger;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** The Java platform's Ed25519, with keys as the 32 bytes of RFC 8032. */
public final class Ed25519 {

    static final int KEY_LENGTH = 32;

    private static final PlatformSignature PLATFORM = new PlatformSignature("Ed25519");
    private static final int SIGN_BIT = 0x80;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private Ed25519() {}

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

    /** A public key as bytes: y, little-endian, and the sign of x in the highest bit. */
    static byte[] encode(PublicKey key) {
        if (!(key instanceof EdECPublicKey point)
                || !PLATFORM.name().equals(point.getParams().getName())) {
            throw new IllegalArgumentException("not an Ed25519 key: " + key.getAlgorithm());
        }
        var bytes = new byte[KEY_LENGTH];
        var y = point.getPoint().getY().toByteArray();
        for (var i = 0; i < Math.min(y.length, KEY_LENGTH); i++) {
            bytes[i] = y[y.length - 1 - i];
        }
        if (point.getPoint().isXOdd()) {
            bytes[KEY_LENGTH - 1] |= (byte) SIGN_BIT;
        }
        return bytes;
    }

    /** The inverse of {@link #encode}. */
    static PublicKey decode(byte[] encoded) {
        if (encoded.length != KEY_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has " + KEY_LENGTH + " bytes, not " + encoded.length);
        }
        var bytes = encoded.clone();
        var isXOdd = (bytes[KEY_LENGTH - 1] & SIGN_BIT) != 0;
        bytes[KEY_LENGTH - 1] &= (byte) ~SIGN_BIT;
        var y = new BigInteger(1, reversed(bytes));
        if (y.compareTo(PRIME) >= 0) {
            throw new IllegalArgumentException("not an Ed25519 key: its y is not canonical");
        }
        return PLATFORM.key(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(isXOdd, y)));
    }

    private static byte[] reversed(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
