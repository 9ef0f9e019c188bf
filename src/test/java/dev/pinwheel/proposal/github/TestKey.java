package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A fresh RSA key, in both of the forms in which Apps' keys come. */
record TestKey(KeyPair pair) {

    /** What PKCS#8 puts before a PKCS#1 key of 2048 bits: two headers, the version, the algorithm, a header. */
    private static final int PKCS8_HEAD = 26;

    static TestKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TestKey(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String pkcs8() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    String pkcs1() {
        var encoded = pair.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(encoded, PKCS8_HEAD, encoded.length));
    }

    private static String pem(String type, byte[] der) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
