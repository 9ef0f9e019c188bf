package dev.pinwheel.web.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdTokensTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ISSUER = "https://issuer.example.com";
    private static final String AUDIENCE = "https://pinwheel.example.com/hooks/gar";
    private static final String EMAIL = "pusher@acme-prod.iam.gserviceaccount.com";

    private static RSAKey key;
    private static RSAKey strange;

    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer issuer;
    private IdTokens tokens;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        strange = new RSAKeyGenerator(2048).keyID("two").generate();
    }

    @BeforeEach
    void publishKeys() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/certs", exchange -> {
            fetched.incrementAndGet();
            var body = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        var address = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/certs");
        tokens = new IdTokens(
                new IdTokens.Expected(ISSUER, AUDIENCE, EMAIL),
                IssuerKeys.at(address),
                Clock.fixed(TEN, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("1")
                .claim("email", EMAIL)
                .claim("email_verified", true)
                .issueTime(Date.from(TEN.minusSeconds(30)))
                .expirationTime(Date.from(TEN.plusSeconds(3_600)));
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "one", new RSASSASigner(key), change);
    }

    private static String signed(
            JWSAlgorithm algorithm, String kid, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).keyID(kid).build();
        var token = new SignedJWT(header, change.apply(claims()).build());
        token.sign(signer);
        return token.serialize();
    }

    private boolean refuses(String token) {
        return tokens.check(token) instanceof Authenticity.Forged;
    }

    @Test
    void whatTheIssuerSignedForUsHolds() throws Exception {
        assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims)));
    }

    @Test
    void theKeysAreFetchedOnceForManyTokens() throws Exception {
        assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims)));
        assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims.subject("2"))));

        assertEquals(1, fetched.get());
    }

    @Test
    void anotherIssuersAudiencesOrSendersTokenIsRefused() throws Exception {
        assertTrue(refuses(signed(claims -> claims.issuer("https://evil.example.com"))));
        assertTrue(refuses(signed(claims -> claims.audience("https://other.example.com"))));
        assertTrue(refuses(signed(claims -> claims.claim("email", "x@acme-prod.iam.gserviceaccount.com"))));
        assertTrue(refuses(signed(claims -> claims.claim("email_verified", false))));
    }

    @Test
    void anExpiredTokenOrOneThatNeverExpiresIsRefused() throws Exception {
        assertTrue(refuses(signed(claims -> claims.expirationTime(Date.from(TEN.minusSeconds(61))))));
        assertTrue(refuses(signed(claims -> claims.expirationTime(null))));
    }

    @Test
    void aTokenUnderAnotherKeyIsRefused() throws Exception {
        assertTrue(refuses(signed(JWSAlgorithm.RS256, "one", new RSASSASigner(strange), claims -> claims)));
        assertTrue(refuses(signed(JWSAlgorithm.RS256, "two", new RSASSASigner(strange), claims -> claims)));
    }

    @Test
    void theIssuersPublicKeyIsNoSecretToSignWith() throws Exception {
        var published = key.toRSAPublicKey().getEncoded();

        assertTrue(refuses(signed(JWSAlgorithm.HS256, "one", new MACSigner(published), claims -> claims)));
    }

    @Test
    void anUnsignedTokenOrSomethingElseIsRefused() {
        assertTrue(refuses(new PlainJWT(claims().build()).serialize()));
        assertTrue(refuses("a.b.c"));
        assertTrue(refuses(""));
        assertTrue(refuses("x".repeat(10_000)));
    }

    @Test
    void tokensThatNameManyKeysDoNotMakeUsFetchManyTimes() throws Exception {
        for (var number = 0; number < 20; number++) {
            var token = signed(JWSAlgorithm.RS256, "k" + number, new RSASSASigner(strange), claims -> claims);
            assertTrue(refuses(token));
        }

        assertEquals(2, fetched.get());
        assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims)));
    }

    @Test
    void whereTheLastFetchFailedNobodyKnowsWhetherTheIssuerHasAnotherKeyByNow() throws Exception {
        assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims)));
        failToPublish();

        for (var number = 0; number < 5; number++) {
            var token = signed(JWSAlgorithm.RS256, "k" + number, new RSASSASigner(strange), claims -> claims);
            assertUnknown(token);
            assertEquals(new Authenticity.Proven(), tokens.check(signed(claims -> claims)));
        }
    }

    @Test
    void withoutTheIssuersKeysNobodyKnowsWhetherATokenHolds() throws Exception {
        var token = signed(claims -> claims);
        issuer.stop(0);

        for (var number = 0; number < 5; number++) {
            assertUnknown(token);
        }
    }

    private void assertUnknown(String token) {
        var unknown = assertInstanceOf(Authenticity.Unknown.class, tokens.check(token));
        assertTrue(unknown.reason().startsWith("the keys of " + ISSUER + " could not be had: "), unknown.reason());
        assertFalse(unknown.reason().endsWith(" null"), unknown.reason());
        assertFalse(unknown.reason().contains(token), unknown.reason());
    }

    @Test
    void anAnswerOfTheIssuersThatIsNoKeysIsNoRefusalEither() throws Exception {
        failToPublish();

        assertUnknown(signed(claims -> claims));
    }

    private void failToPublish() {
        issuer.removeContext("/certs");
        issuer.createContext("/certs", exchange -> {
            exchange.sendResponseHeaders(502, -1);
            exchange.close();
        });
    }
}
