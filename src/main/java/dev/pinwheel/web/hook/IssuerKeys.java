package dev.pinwheel.web.hook;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/**
 * The keys that an issuer publishes: fetched when a token needs them, kept for an hour, and never fetched
 * more often than every half minute, whatever tokens name.
 */
final class IssuerKeys {

    private static final int MAX_BYTES = 65_536;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private IssuerKeys() {}

    /** @throws IllegalArgumentException if it is not an address of this kind */
    static JWKSource<SecurityContext> at(URI address) {
        var timeout = Math.toIntExact(TIMEOUT.toMillis());
        try {
            return JWKSourceBuilder.create(address.toURL(), new DefaultResourceRetriever(timeout, timeout, MAX_BYTES))
                    .cache(KEPT.toMillis(), TIMEOUT.multipliedBy(2).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN.toMillis())
                    .retrying(true)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address to fetch keys from: " + address, e);
        }
    }
}
