package dev.pinwheel.web.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Digest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that a sender and we know; it is compared in constant time and never shown. */
public final class SharedSecret {

    private final byte[] value;

    public SharedSecret(String value) {
        this.value = value.getBytes(UTF_8);
    }

    /** Whether what somebody shows is it; the time that this takes says neither where nor by how much not. */
    boolean is(String shown) {
        return MessageDigest.isEqual(
                Digest.hasher("sha256").digest(value), Digest.hasher("sha256").digest(shown.getBytes(UTF_8)));
    }

    /** Whether this HMAC in hexadecimal digits is the one that it makes of some content. */
    boolean signed(Hmac algorithm, byte[] content, String signature) {
        try {
            return MessageDigest.isEqual(mac(algorithm, content), HexFormat.of().parseHex(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The HMAC of some content, in hexadecimal digits. */
    public String sign(Hmac algorithm, byte[] content) {
        return HexFormat.of().formatHex(mac(algorithm, content));
    }

    private byte[] mac(Hmac algorithm, byte[] content) {
        try {
            var mac = Mac.getInstance(algorithm.toString());
            mac.init(new SecretKeySpec(value, algorithm.toString()));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "•••";
    }
}
