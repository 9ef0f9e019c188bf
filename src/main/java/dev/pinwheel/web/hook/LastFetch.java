package dev.pinwheel.web.hook;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches keys, and knows why that failed where it failed the last time. */
final class LastFetch extends JWKSetSourceWrapper<SecurityContext> {

    private volatile Optional<String> failure = Optional.of("they were never fetched");

    LastFetch(JWKSetSource<SecurityContext> keys) {
        super(keys);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            var keys = getSource().getJWKSet(refresh, now, context);
            failure = Optional.empty();
            return keys;
        } catch (KeySourceException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    Optional<String> failure() {
        return failure;
    }
}
