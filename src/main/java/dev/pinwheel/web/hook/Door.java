package dev.pinwheel.web.hook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where senders knock: {@code /hooks/NAME}, or {@code /hooks/NAME/SECRET} for those who can prove
 * themselves in no other way. It believes nobody before the proof and nothing after it.
 */
public final class Door {

    private static final String HOOKS = "/hooks/";
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:/_-]{1,253}");

    private final Map<String, Hook> hooks;
    private final Noting noting;
    private final Ends ends;

    public Door(List<Hook> hooks, Noting noting, Tally tally) {
        this.hooks = hooks.stream()
                .collect(Collectors.toMap(Hook::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        this.noting = noting;
        this.ends = new Ends(tally);
    }

    /** The hook at a path, and the secret that the path shows. */
    public record Place(Hook hook, Optional<String> secret) {

        @Override
        public String toString() {
            return HOOKS + hook.name() + (secret.isPresent() ? "/•••" : "");
        }
    }

    /** Finds the hook that a path, without its query, leads to. */
    public Optional<Place> find(String path) {
        if (!path.startsWith(HOOKS)) {
            return Optional.empty();
        }
        var parts = path.substring(HOOKS.length()).split("/", 2);
        var secret = parts.length > 1 ? Optional.of(parts[1]) : Optional.<String>empty();
        return Optional.ofNullable(hooks.get(parts[0])).map(hook -> new Place(hook, secret));
    }

    /**
     * Answers a {@code POST} to a hook. What it brings is in the ledger when the answer is 2xx, and
     * whatever is not so can be sent again.
     */
    public Answer receive(Hook hook, Delivery delivery) {
        try {
            return switch (hook.proof().check(delivery)) {
                case Authenticity.Proven proven -> admit(hook, delivery);
                case Authenticity.Forged(var reason) -> ends.forged(hook, reason);
                case Authenticity.Unknown(var reason) -> ends.unknown(hook, reason);
            };
        } catch (RuntimeException e) {
            return ends.failed(hook, e);
        }
    }

    private Answer admit(Hook hook, Delivery delivery) {
        var wait = hook.intake().messages().take();
        if (wait.isPresent()) {
            return throttled(hook, "more than " + hook.intake().messages() + " came to this hook", wait.get());
        }
        if (!delivery.isJson()) {
            var reason =
                    "the content type must be one of JSON, and the body not compressed; set it where the hook is set";
            return ends.end(hook, Tally.End.UNREADABLE, Answer.refused(415, reason));
        }
        return understand(hook, delivery);
    }

    private Answer understand(Hook hook, Delivery delivery) {
        Sifted sifted;
        try {
            switch (hook.sender().read(delivery)) {
                case Message.Handshake(var code) -> {
                    return ends.end(hook, Tally.End.LEFT, Answer.handshake(code));
                }
                case Message.Notices(var notices) -> sifted = noting.sift(hook, delivery, notices);
            }
        } catch (IllegalArgumentException e) {
            return ends.end(hook, Tally.End.UNREADABLE, Answer.refused(400, String.valueOf(e.getMessage())));
        }
        return note(hook, sifted);
    }

    private Answer note(Hook hook, Sifted sifted) {
        var wait = sifted.facts().isEmpty()
                ? Optional.<Duration>empty()
                : hook.intake().notable().take();
        if (wait.isPresent()) {
            var reason = "more than " + hook.intake().notable() + " had something to note";
            return throttled(hook, reason, wait.get());
        }
        var outcome = noting.note(sifted);
        var end = outcome.noted() > 0 ? Tally.End.NOTED : Tally.End.LEFT;
        return ends.end(hook, end, Answer.noted(outcome.noted(), outcome.left()));
    }

    private Answer throttled(Hook hook, String reason, Duration wait) {
        return ends.end(hook, Tally.End.THROTTLED, Answer.later(429, reason, wait));
    }

    /**
     * Answers an {@code OPTIONS} to a hook: whether an origin may send events at all.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">CloudEvents: webhooks</a>
     */
    public Answer permit(Hook hook, Delivery delivery) {
        var origin = delivery.header("WebHook-Request-Origin")
                .filter(name -> ORIGIN.matcher(name).matches());
        if (origin.isEmpty()) {
            return ends.forged(hook, "no WebHook-Request-Origin");
        }
        return switch (hook.proof().check(delivery)) {
            case Authenticity.Proven proven ->
                Answer.allowed(origin.get(), hook.intake().notable().perMinute());
            case Authenticity.Forged(var reason) -> ends.forged(hook, reason);
            case Authenticity.Unknown(var reason) -> ends.unknown(hook, reason);
        };
    }
}
