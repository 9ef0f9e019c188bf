package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {

    private static final TestKey KEY = TestKey.generate();
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000);

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    @Test
    void saysWhoWeAreForTenMinutes() throws GeneralSecurityException {
        var token = AppKey.parse(KEY.pkcs8()).webToken("12345", NOW);

        var parts = token.split("\\.", -1);
        assertEquals("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", decoded(parts[0]));
        assertEquals("{\"iat\":1779999940,\"exp\":1780000540,\"iss\":\"12345\"}", decoded(parts[1]));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEY.pair().getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
    }

    @Test
    void readsTheKeyAsGitHubGivesIt() {
        assertEquals(
                AppKey.parse(KEY.pkcs8()).webToken("1", NOW),
                AppKey.parse(KEY.pkcs1()).webToken("1", NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ghp_0123456789",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\n$$$$\n-----END RSA PRIVATE KEY-----"
            })
    void refusesWhatIsNoKeyWithoutShowingIt(String pem) {
        var failure = assertThrows(IllegalArgumentException.class, () -> AppKey.parse(pem));

        var message = String.valueOf(failure.getMessage());
        assertFalse(message.contains("c2VjcmV0") || message.contains("ghp_0123456789"), message);
    }
}
