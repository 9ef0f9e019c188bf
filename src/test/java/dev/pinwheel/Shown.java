package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What senders show for themselves, each as its own documentation has it. */
enum Shown {
    PATH("", ""),
    AUTHORIZATION("Authorization", "%s"),
    BEARER("Authorization", "Bearer %s"),
    API_KEY("X-Api-Key", "%s"),
    JFROG_SECRET("X-JFrog-Event-Auth", "%s"),
    JFROG_SIGNATURE("X-JFrog-Event-Auth", "%s", "HmacSHA256"),
    HUB_SIGNATURE("X-Hub-Signature-256", "sha256=%s", "HmacSHA256"),
    GITEA_SIGNATURE("X-Gitea-Signature", "%s", "HmacSHA256"),
    FORGEJO_SIGNATURE("X-Forgejo-Signature", "%s", "HmacSHA256"),
    NEXUS_SIGNATURE("X-Nexus-Webhook-Signature", "%s", "HmacSHA1"),
    NEXUS_IN_SHA256("X-Nexus-Webhook-Signature", "%s", "HmacSHA256"),
    SIGNATURE("X-Signature", "sha256=%s", "HmacSHA256"),
    TOKEN("Authorization", "Bearer %s");

    /** What Pub/Sub is set to; docs/hooks.md. */
    static final String AUDIENCE = "https://pinwheel.example.com/hooks/gar";

    static final String EMAIL = "pusher@acme-prod.iam.gserviceaccount.com";

    private final String header;
    private final String form;
    private final Optional<String> algorithm;

    Shown(String header, String form) {
        this.header = header;
        this.form = form;
        this.algorithm = Optional.empty();
    }

    Shown(String header, String form, String algorithm) {
        this.header = header;
        this.form = form;
        this.algorithm = Optional.of(algorithm);
    }

    /** What follows the hook's name in the path. */
    String path(String secret) {
        return this == PATH ? "/" + secret : "";
    }

    Map<String, String> headers(String secret, byte[] body) {
        return this == PATH ? Map.of() : Map.of(header, form.formatted(value(secret, body)));
    }

    private String value(String secret, byte[] body) {
        return algorithm
                .map(name -> mac(name, secret, header.startsWith("X-Nexus") ? compact(body) : body))
                .orElse(secret);
    }

    private static String mac(String algorithm, String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] compact(byte[] json) {
        try {
            return new ObjectMapper().readTree(json).toString().getBytes(UTF_8);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Google signs for the account that Pub/Sub pushes as. */
    static String token(RSAKey key, Instant now) throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var claims = new JWTClaimsSet.Builder()
                .issuer("https://accounts.google.com")
                .audience(AUDIENCE)
                .claim("email", EMAIL)
                .claim("email_verified", true)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3_600)))
                .build();
        var token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
