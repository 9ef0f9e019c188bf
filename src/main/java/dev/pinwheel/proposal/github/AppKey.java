package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** A GitHub App's private key, with which it says who it is. */
public final class AppKey {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration VALID = Duration.ofMinutes(9);
    private static final byte[] VERSION_AND_RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private final PrivateKey key;

    private AppKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads the key as GitHub gives it (PKCS#1) or as other tools write it (PKCS#8), in PEM.
     *
     * @throws IllegalArgumentException if it is neither; the message does not show it
     */
    public static AppKey parse(String pem) {
        var pkcs1 = pem.contains("-----BEGIN RSA PRIVATE KEY-----");
        if (!pkcs1 && !pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IllegalArgumentException("an App's key is a PEM file that begins with BEGIN RSA PRIVATE KEY");
        }
        try {
            var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            var spec = new PKCS8EncodedKeySpec(pkcs1 ? pkcs8(der) : der);
            return new AppKey(KeyFactory.getInstance("RSA").generatePrivate(spec));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the App's key is no RSA key: " + e.getClass().getSimpleName(), e);
        }
    }

    /** PKCS#8 is a sequence of a version, the algorithm and the PKCS#1 key in an octet string. */
    private static byte[] pkcs8(byte[] pkcs1) {
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(VERSION_AND_RSA);
        inner.writeBytes(tagged(OCTETS, pkcs1));
        return tagged(SEQUENCE, inner.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** A JSON Web Token that says that we are this App, for the minutes to come. */
    String webToken(String appId, Instant now) {
        var claims = "{\"iat\":" + now.minus(SKEW).getEpochSecond() + ",\"exp\":"
                + now.plus(VALID).getEpochSecond() + ",\"iss\":\"" + appId + "\"}";
        var signed =
                encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with SHA256withRSA", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "•••";
    }
}
