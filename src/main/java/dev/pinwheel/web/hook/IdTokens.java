package dev.pinwheel.web.hook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/**
 * Checks OpenID Connect ID tokens: signed with RS256 by one of the issuer's published keys, for our
 * audience, by our sender, and not expired.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core</a>
 */
public final class IdTokens {

    private static final int MAX_CHARACTERS = 8_192;
    private static final int CLOCK_SKEW_SECONDS = 60;

    private final String issuer;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Checks the tokens that an issuer gives the account with this address for this audience. */
    public static IdTokens of(Issuer issuer, String audience, String email, Clock clock) {
        return new IdTokens(new Expected(issuer.name(), audience, email), IssuerKeys.at(issuer.keys()), clock);
    }

    /**
     * Checks the tokens that this issuer gives this sender for this audience.
     *
     * @param keys the issuer's published keys
     */
    IdTokens(Expected expected, JWKSource<SecurityContext> keys, Clock clock) {
        issuer = expected.issuer();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier(new ClaimsAtClock(expected, clock));
    }

    /**
     * What a token must say.
     *
     * @param email the sender's account, whose address the issuer has verified
     */
    record Expected(String issuer, String audience, String email) {}

    /** Whether a token holds, which nobody knows while the issuer's keys cannot be had. */
    Authenticity check(String token) {
        if (token.length() > MAX_CHARACTERS) {
            return new Authenticity.Forged("the token is longer than " + MAX_CHARACTERS + " characters");
        }
        try {
            processor.process(SignedJWT.parse(token), null);
            return new Authenticity.Proven();
        } catch (ParseException e) {
            return new Authenticity.Forged("the bearer token is no signed JSON Web Token");
        } catch (BadJOSEException e) {
            return new Authenticity.Forged("the token does not hold: " + e.getMessage());
        } catch (KeySourceException e) {
            return new Authenticity.Unknown("the keys of " + issuer + " could not be had: " + e.getMessage());
        } catch (JOSEException e) {
            return new Authenticity.Forged("the token could not be checked: " + e.getMessage());
        }
    }

    /** The claims by our own clock. */
    private static final class ClaimsAtClock extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        ClaimsAtClock(Expected expected, Clock clock) {
            super(
                    expected.audience(),
                    new JWTClaimsSet.Builder()
                            .issuer(expected.issuer())
                            .claim("email", expected.email())
                            .claim("email_verified", true)
                            .build(),
                    Set.of("exp", "iat"));
            this.clock = clock;
            setMaxClockSkew(CLOCK_SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
