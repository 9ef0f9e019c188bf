package dev.pinwheel.web.hook;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes: fetched when a token needs them, kept for an hour, and never fetched
 * more often than twice every half minute, whatever tokens name.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final int MAX_BYTES = 65_536;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final LastFetch lastFetch;
    private final JWKSource<SecurityContext> keys;

    private IssuerKeys(LastFetch fetches) {
        lastFetch = fetches;
        keys = JWKSourceBuilder.create(fetches)
                .cache(KEPT.toMillis(), TIMEOUT.multipliedBy(2).toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN.toMillis())
                .retrying(true)
                .build();
    }

    /** @throws IllegalArgumentException if it is not an address of this kind */
    static IssuerKeys at(URI address) {
        var timeout = Math.toIntExact(TIMEOUT.toMillis());
        try {
            var retriever = new DefaultResourceRetriever(timeout, timeout, MAX_BYTES);
            return new IssuerKeys(new LastFetch(new URLBasedJWKSetSource<>(address.toURL(), retriever)));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address to fetch keys from: " + address, e);
        }
    }

    /**
     * The keys that a token can mean; what was not published half a minute ago is no key.
     *
     * @throws KeySourceException if the keys could not be had when they were fetched last
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return keys.get(selector, context);
        } catch (RateLimitReachedException e) {
            var failure = lastFetch.failure();
            if (failure.isPresent()) {
                throw new KeySourceException(failure.get() + "; they are asked for again in half a minute", e);
            }
            return List.of();
        }
    }
}
