package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries a request to a registry and on to where it is sent from there; credentials stay with the registry. */
final class Courier {

    private static final int MOST_HOPS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Origin registry;
    private final Wire wire;
    private final Wire elsewhere;
    private final Pace pace;
    private final Hearing hearing;

    /** Who hears each answer of the registry itself, whatever it is, before anything is made of it. */
    interface Hearing {
        void heard(Request request, Answer answer);
    }

    Courier(Origin registry, Wire wire, Wire elsewhere, Pace pace, Hearing hearing) {
        this.registry = registry;
        this.wire = wire;
        this.elsewhere = elsewhere;
        this.pace = pace;
        this.hearing = hearing;
    }

    /** The first answer that is not a redirect. */
    Answer carry(Request request, Optional<String> authorization) throws Trouble {
        var target = URI.create(registry + request.path());
        for (var hop = 0; hop <= MOST_HOPS; hop++) {
            var answer = send(request, target, authorization);
            if (!REDIRECTS.contains(answer.status())) {
                return answer;
            }
            answer.discard();
            target = next(answer);
        }
        var circle = Trouble.unreachable(Cause.REDIRECT_LOOP, "was redirected more than " + MOST_HOPS + " times");
        throw isHome(target) ? circle : circle.elsewhere();
    }

    private Answer send(Request request, URI target, Optional<String> authorization) throws Trouble {
        var headers = new HashMap<String, String>();
        request.accept().ifPresent(types -> headers.put("Accept", types));
        if (request.from() > 0) {
            headers.put("Range", "bytes=" + request.from() + "-");
        }
        if (!isHome(target)) {
            return overElsewhere(request, target, headers);
        }
        pace.await(request.method());
        authorization.ifPresent(value -> headers.put("Authorization", value));
        var answer = over(wire, request, target, headers);
        hearing.heard(request, answer);
        return answer;
    }

    private Answer overElsewhere(Request request, URI target, Map<String, String> headers) throws Trouble {
        try {
            return over(elsewhere, request, target, headers);
        } catch (Trouble trouble) {
            throw trouble.elsewhere();
        }
    }

    private static Answer over(Wire chosen, Request request, URI target, Map<String, String> headers) throws Trouble {
        return switch (request.method()) {
            case HEAD -> chosen.head(target, headers);
            case GET -> chosen.get(target, headers);
        };
    }

    private URI next(Answer answer) throws Trouble {
        var location = answer.header("Location")
                .orElseThrow(() -> Trouble.malformed("was redirected by a " + answer.status() + " to nowhere"));
        try {
            var next = answer.from().resolve(new URI(location));
            var origin = Origin.of(next);
            if (registry.isEncrypted() && !origin.isEncrypted()) {
                throw Trouble.invalid(Cause.REDIRECT_REFUSED, "was redirected to " + origin + ", which has no TLS");
            }
            return next;
        } catch (URISyntaxException e) {
            throw Trouble.invalid(Cause.REDIRECT_REFUSED, "was redirected to a malformed address");
        }
    }

    /** Whether an answer is the registry's own. */
    boolean isHome(URI address) throws Trouble {
        return Origin.of(address).equals(registry);
    }
}
