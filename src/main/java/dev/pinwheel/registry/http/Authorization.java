package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.http.Challenge.Basic;
import dev.pinwheel.registry.http.Challenge.Bearer;
import dev.pinwheel.registry.http.Grant.Header;
import dev.pinwheel.registry.http.HeldCredentials.Held;
import java.time.Clock;
import java.util.Optional;

/**
 * What one registry wants to see in {@code Authorization}: learned from its challenges, kept until it
 * expires, and renewed once for all who wait for it.
 */
final class Authorization {

    /** A challenge, and for which repository it was made. */
    private record Made(Bearer challenge, String repository) {}

    /** Where the answer to a challenge is kept that does not depend on the repository. */
    private static final String EVERYWHERE = "";

    private final HeldCredentials credentials;
    private final TokenService tokens;
    private final Clock clock;
    private final Grants grants;
    private volatile Optional<Made> last = Optional.empty();
    private volatile boolean answersStrangers;

    /**
     * What a registry wants to see.
     *
     * @param grants where that is kept, for all registries
     */
    Authorization(HeldCredentials credentials, TokenService tokens, Grants grants, Clock clock) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * What to send at first for a repository: nothing, as long as the registry has not asked for anything, or where
     * what it asked for before cannot be had now. It may want something else meanwhile.
     */
    Shown known(String repository) {
        var grant = grants.at(place(repository)).or(() -> grants.at(place(EVERYWHERE)));
        if (grant.isPresent() && grant.get().isGood(clock.instant())) {
            return shown(grant.get().challenge(), grant.get()::value);
        }
        if (grant.isPresent() && !grant.get().isOnlyGuessed()) {
            var wanted = new Grant(grant.get().challenge());
            return shown(wanted.challenge(), () -> renewed(repository, wanted, Optional.empty()));
        }
        return grant.map(Grant::challenge)
                .or(() -> last.flatMap(made -> made.challenge().insteadFor(repository, made.repository())))
                .map(challenge -> guessed(repository, challenge))
                .orElseGet(Shown::nothing);
    }

    /**
     * Where a token is refused that only another repository is known to need, no more are asked for unasked; while it
     * cannot be had for another reason, nobody knows whether it would show more.
     */
    private Shown guessed(String repository, Challenge challenge) {
        try {
            return Shown.of(renewed(repository, Grant.guessed(challenge), Optional.empty()));
        } catch (Trouble why) {
            grants.forget(place(repository));
            if (!TokenService.REFUSALS.contains(why.status())) {
                return Shown.lacking(challenge, why);
            }
            last = Optional.empty();
            return Shown.nothing();
        }
    }

    private static Shown shown(Challenge challenge, Awaited.Source<String> header) {
        try {
            return Shown.of(header.get());
        } catch (Trouble why) {
            return Shown.lacking(challenge, why);
        }
    }

    /**
     * What to send after a 401.
     *
     * @param shown what was sent before
     */
    String afterChallenge(String repository, Answer unauthorized, Shown shown) throws Trouble {
        var challenge = Challenge.in(unauthorized.headers("WWW-Authenticate"))
                .orElseThrow(() -> Trouble.denied("it answered 401 without saying what it wants"));
        shown.refuse(challenge);
        var header = renewed(repository, new Grant(challenge), shown.header());
        if (shown.header().equals(Optional.of(header))) {
            throw Trouble.denied("it answered 401 to the credentials that are configured for it");
        }
        last = Optional.of(challenge)
                .filter(made -> made instanceof Bearer && !answersStrangers)
                .map(made -> new Made((Bearer) made, repository));
        return header;
    }

    /**
     * Forgets the token that could not be had for a repository, where the registry has just given what was wanted
     * without it; what else is there may be public, too. What it answers of one repository says nothing of a password
     * that others may still need.
     */
    void wasGiven(String repository, Shown shown) {
        if (shown.lack().isPresent()) {
            grants.forget(place(repository));
        }
        if (shown.header().isEmpty()) {
            answersStrangers = true;
            last = Optional.empty();
        }
    }

    private String place(String repository) {
        return credentials.host() + "/" + repository;
    }

    /** The grant that somebody else has just got, or a new one that others then wait for. */
    private String renewed(String repository, Grant mine, Optional<String> refused) throws Trouble {
        var challenge = mine.challenge();
        var place = place(challenge instanceof Bearer ? repository : EVERYWHERE);
        var current = grants.usableAt(place, mine, clock.instant(), refused);
        if (current.equals(mine)) {
            mine.header().fill(() -> obtained(challenge, repository, refused));
            grants.cameTo(place, mine);
        }
        return current.value();
    }

    private Header obtained(Challenge challenge, String repository, Optional<String> refused) throws Trouble {
        var held = refused.isPresent() ? credentials.insteadOf(credentials.get()) : credentials.get();
        return switch (challenge) {
            case Basic basic -> password(held.credentials().isPresent() ? held : credentials.insteadOf(held));
            case Bearer bearer -> {
                var token = token(bearer, repository, held);
                yield new Header("Bearer " + token.value(), token.until());
            }
        };
    }

    /** Credentials that are refused may have been replaced since they were asked for. */
    private Token token(Bearer challenge, String repository, Held held) throws Trouble {
        try {
            return tokens.token(challenge, repository, held.credentials());
        } catch (Trouble refusal) {
            var now = TokenService.REFUSALS.contains(refusal.status()) ? credentials.insteadOf(held) : held;
            if (now.credentials().equals(held.credentials())) {
                throw refusal;
            }
            return tokens.token(challenge, repository, now.credentials());
        }
    }

    private static Header password(Held held) throws Trouble {
        return new Header(basic(held.credentials()), held.until());
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
