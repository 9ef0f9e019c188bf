package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.http.Challenge.Bearer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gets tokens for one registry from the realms that it names, and shows credentials to trusted ones only. */
final class TokenService {

    /** A token, the same by its other name, and one to renew it. */
    private static final int LIMIT = 64 * 1024;

    private static final String CLIENT = "pinwheel";

    /** What is answered to credentials that are not good, or not good enough. */
    static final Set<Integer> REFUSALS = Set.of(401, 403);

    private final TokenRoutes routes;
    private final Origin registry;
    private final Set<String> trusted;
    private final Clock clock;

    TokenService(TokenRoutes routes, Set<String> trustedRealms, Clock clock) {
        this.routes = routes;
        this.registry = routes.registry();
        this.trusted = new HashSet<>(trustedRealms);
        this.clock = clock;
    }

    /** A token for what the challenge asks, or for reading this repository where it does not say. */
    Token token(Bearer challenge, String repository, Optional<Credentials> credentials) throws Trouble {
        var realm = realm(challenge);
        var origin = Origin.of(realm);
        if (!origin.isEncrypted() && registry.isEncrypted()) {
            throw Trouble.denied("its token service " + origin + " would send a token without TLS");
        }
        if (credentials.isPresent() && !isTrusted(origin)) {
            throw Trouble.denied("its token service " + origin + " is not trusted with the credentials of "
                    + registry.authority() + "; if it should be, add '" + origin.authority()
                    + "' to the registry's trusted realms");
        }
        var scope = challenge.scope().orElse(Bearer.reading(repository));
        var answer = ask(realm, challenge.service(), scope, credentials);
        if (answer.status() != 200) {
            throw refusal(answer, "its token service " + origin);
        }
        return Token.parse(answer.bytes(LIMIT), clock.instant());
    }

    /** What is unknown to a token service says nothing of what is in the registry. */
    private Trouble refusal(Answer answer, String who) {
        if (answer.status() == 404) {
            answer.discard();
            return Trouble.malformed(who + " answered 404");
        }
        var refusal = Refusal.of(answer, who, clock);
        return REFUSALS.contains(answer.status()) ? refusal.answered(answer) : refusal;
    }

    private static URI realm(Bearer challenge) throws Trouble {
        try {
            return new URI(challenge.realm());
        } catch (URISyntaxException e) {
            throw Trouble.malformed("it names a token service whose address is malformed");
        }
    }

    private boolean isTrusted(Origin origin) {
        return (origin.isEncrypted() || !registry.isEncrypted())
                && (origin.host().equals(registry.host()) || trusted.contains(origin.authority()));
    }

    private Answer ask(URI realm, Optional<String> service, String scope, Optional<Credentials> credentials)
            throws Trouble {
        var wire = routes.to(Origin.of(realm));
        var query = service.map(name -> "service=" + encoded(name) + "&").orElse("") + "scope=" + encoded(scope);
        if (credentials.isEmpty()) {
            return wire.get(withQuery(realm, query), Map.of());
        }
        return switch (credentials.get()) {
            case Login login -> wire.get(withQuery(realm, query), Map.of("Authorization", basic(login)));
            case IdentityToken identity ->
                wire.post(
                        realm,
                        Map.of(),
                        query + "&grant_type=refresh_token&client_id=" + CLIENT + "&refresh_token="
                                + encoded(identity.token()));
        };
    }

    private static URI withQuery(URI realm, String query) {
        return URI.create(realm.toString().split("#", 2)[0] + (realm.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String basic(Login login) {
        var pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
