package dev.pinwheel.registry.http;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.http.Challenge.Basic;
import dev.pinwheel.registry.http.Challenge.Bearer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one registry wants to see in {@code Authorization}: learned from its challenges, kept until it
 * expires, and renewed once for all who wait for it.
 */
final class Authorization {

    private static final int MOST_KEPT = 10_000;

    /**
     * How long a password is taken for good before it is asked for again: a cloud's is for some hours, and
     * not every registry answers 401 after that.
     */
    private static final Duration PASSWORD_LIFE = Duration.ofMinutes(10);

    /** Where the answer to a challenge is kept that does not depend on the repository. */
    private static final String EVERYWHERE = "";

    private final RegistryHost host;
    private final Keychain keychain;
    private final TokenService tokens;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Grant> grants = new LinkedHashMap<>(16, 0.75f, true);

    Authorization(RegistryHost host, Keychain keychain, TokenService tokens, Clock clock) {
        this.host = host;
        this.keychain = keychain;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What to send at first for a repository: nothing, as long as the registry has not asked for anything. */
    Optional<String> known(String repository) throws Trouble {
        @Nullable Grant grant;
        lock.lock();
        try {
            grant = grants.getOrDefault(repository, grants.get(EVERYWHERE));
        } finally {
            lock.unlock();
        }
        if (grant == null) {
            return Optional.empty();
        }
        return Optional.of(
                grant.isGood(clock.instant())
                        ? grant.header()
                        : renewed(repository, grant.challenge(), Optional.empty()));
    }

    /**
     * What to send after a 401.
     *
     * @param refused what was sent before, if anything
     */
    String afterChallenge(String repository, Answer unauthorized, Optional<String> refused) throws Trouble {
        var challenge = Challenge.in(unauthorized.headers("WWW-Authenticate"))
                .orElseThrow(() -> Trouble.denied("it answered 401 without saying what it wants"));
        var header = renewed(repository, challenge, refused);
        if (refused.equals(Optional.of(header))) {
            throw Trouble.denied("it answered 401 to the credentials that are configured for it");
        }
        return header;
    }

    /** The grant that somebody else has just got, or a new one that others then wait for. */
    private String renewed(String repository, Challenge challenge, Optional<String> refused) throws Trouble {
        var mine = new Grant(challenge);
        var place = challenge instanceof Bearer ? repository : EVERYWHERE;
        Grant current;
        lock.lock();
        try {
            current = grants.get(place);
            if (current == null || !current.isUsable(clock.instant(), refused)) {
                grants.put(place, mine);
                current = mine;
                forgetTheOldest();
            }
        } finally {
            lock.unlock();
        }
        if (current == mine) {
            mine.fill(() -> obtain(challenge, repository));
        }
        return current.header();
    }

    private void forgetTheOldest() {
        if (grants.size() > MOST_KEPT) {
            grants.pollFirstEntry();
        }
    }

    private Grant.Header obtain(Challenge challenge, String repository) throws Trouble {
        var credentials = credentials();
        return switch (challenge) {
            case Basic basic ->
                new Grant.Header(basic(credentials), Optional.of(clock.instant().plus(PASSWORD_LIFE)));
            case Bearer bearer -> {
                var token = tokens.token(bearer, repository, credentials);
                yield new Grant.Header("Bearer " + token.value(), Optional.of(token.until()));
            }
        };
    }

    private Optional<Credentials> credentials() throws Trouble {
        try {
            return keychain.credentials(host);
        } catch (RegistryException e) {
            throw Trouble.denied("its credentials could not be had: " + e.getMessage());
        }
    }

    private static String basic(Optional<Credentials> credentials) throws Trouble {
        if (credentials.isEmpty()) {
            throw Trouble.denied("it wants a user name and a password, and none are configured for it");
        }
        return switch (credentials.get()) {
            case Login login -> TokenService.basic(login);
            case IdentityToken identity ->
                throw Trouble.denied("it wants a user name and a password, and an identity token is configured for it");
        };
    }
}
