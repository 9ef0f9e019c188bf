package dev.pinwheel.web.hook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where senders knock: {@code /hooks/NAME}, or {@code /hooks/NAME/SECRET} for those who can prove
 * themselves in no other way. It believes nobody before the proof and nothing after it.
 */
public final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String HOOKS = "/hooks/";
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:/_-]{1,253}");

    private final Map<String, Hook> hooks;
    private final Noting noting;
    private final Tally tally;

    public Door(List<Hook> hooks, Noting noting, Tally tally) {
        this.hooks = hooks.stream()
                .collect(Collectors.toMap(Hook::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        this.noting = noting;
        this.tally = tally;
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
        var forged = hook.proof().refusal(delivery);
        if (forged.isPresent()) {
            return end(hook, Tally.End.FORGED, Answer.refused(401, forged.get()));
        }
        var wait = hook.rate().take();
        if (wait.isPresent()) {
            var reason = "more than " + hook.rate() + " came to this hook";
            return end(hook, Tally.End.THROTTLED, Answer.later(429, reason, wait.get()));
        }
        if (!delivery.isJson()) {
            var reason =
                    "the content type must be one of JSON, and the body not compressed; set it where the hook is set";
            return end(hook, Tally.End.UNREADABLE, Answer.refused(415, reason));
        }
        return understand(hook, delivery);
    }

    private Answer understand(Hook hook, Delivery delivery) {
        try {
            return switch (hook.sender().read(delivery)) {
                case Message.Handshake(var code) -> end(hook, Tally.End.LEFT, Answer.handshake(code));
                case Message.Notices(var notices) -> note(hook, delivery, notices);
            };
        } catch (IllegalArgumentException e) {
            return end(hook, Tally.End.UNREADABLE, Answer.refused(400, String.valueOf(e.getMessage())));
        }
    }

    private Answer note(Hook hook, Delivery delivery, List<Notice> notices) {
        try {
            var outcome = noting.note(hook, delivery, notices);
            var end = outcome.noted() > 0 ? Tally.End.NOTED : Tally.End.LEFT;
            return end(hook, end, Answer.noted(outcome.noted(), outcome.left()));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            var answer = Answer.unavailable("it could not be noted; send it again later");
            return end(hook, Tally.End.FAILED, answer);
        }
    }

    /**
     * Answers an {@code OPTIONS} to a hook: whether an origin may send events at all.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">CloudEvents: webhooks</a>
     */
    public Answer permit(Hook hook, Delivery delivery) {
        var origin = delivery.header("WebHook-Request-Origin")
                .filter(name -> ORIGIN.matcher(name).matches());
        var forged = hook.proof().refusal(delivery);
        if (origin.isEmpty() || forged.isPresent()) {
            return end(hook, Tally.End.FORGED, Answer.refused(401, forged.orElse("no WebHook-Request-Origin")));
        }
        return Answer.allowed(origin.get(), hook.rate().perMinute());
    }

    /** Forged messages are said at the first, the second, the fourth and so on: no flood of them floods the log. */
    private Answer end(Hook hook, Tally.End end, Answer answer) {
        var count = tally.count(hook, end);
        if (end == Tally.End.FORGED && Long.bitCount(count) == 1) {
            LOG.warn(
                    "hook {} has been sent {} messages that are not authentic, the last one refused: {}",
                    hook.name(),
                    count,
                    answer.body());
        }
        return answer;
    }
}
