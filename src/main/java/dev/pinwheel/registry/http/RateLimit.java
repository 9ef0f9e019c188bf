package dev.pinwheel.registry.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a registry says of the budget that it has given us, in each of the forms that are in use: the
 * drafts of IETF's {@code RateLimit} fields, and {@code X-RateLimit-…}, which the drafts grew from.
 */
final class RateLimit {

    private static final Pattern SPENT = Pattern.compile("\\s*0\\s*(?:;.*)?");
    private static final Pattern SECONDS = Pattern.compile("\\s*([0-9]{1,10})\\s*");
    private static final Pattern SPENT_MEMBER = Pattern.compile("(?:^|[;,\\s])(?:r|remaining)\\s*=\\s*0(?![0-9])");
    private static final Pattern RESET_MEMBER = Pattern.compile("(?:^|[;,\\s])(?:t|reset)\\s*=\\s*([0-9]{1,9})");

    /** As many seconds as this since 1970 are a date; fewer are a time from now. */
    private static final long LEAST_DATE = 1_000_000_000L;

    private RateLimit() {}

    /** How long to send nothing, where an answer says that it was the last one for now; at most a day. */
    static Optional<Duration> spent(Answer answer, Clock clock) {
        return inOneField(answer)
                .or(() -> inTwoFields(answer, "RateLimit-", clock))
                .or(() -> inTwoFields(answer, "X-RateLimit-", clock))
                .map(Refusal::atMostADay);
    }

    /** {@code "default";r=0;t=30}, one policy after another, or {@code limit=100, remaining=0, reset=30}. */
    private static Optional<Duration> inOneField(Answer answer) {
        var field = String.join(",", answer.headers("RateLimit"));
        var policies = field.contains("\"") ? field.split(",", -1) : new String[] {field};
        var longest = Optional.<Duration>empty();
        for (var policy : policies) {
            var reset = RESET_MEMBER.matcher(policy);
            if (SPENT_MEMBER.matcher(policy).find() && reset.find()) {
                var wait = Duration.ofSeconds(Long.parseLong(reset.group(1)));
                longest = longest.filter(other -> other.compareTo(wait) > 0).or(() -> Optional.of(wait));
            }
        }
        return longest;
    }

    private static Optional<Duration> inTwoFields(Answer answer, String prefix, Clock clock) {
        var reset = SECONDS.matcher(answer.header(prefix + "Reset").orElse(""));
        var isSpent =
                SPENT.matcher(answer.header(prefix + "Remaining").orElse("")).matches();
        return isSpent && reset.matches() ? Optional.of(wait(Long.parseLong(reset.group(1)), clock)) : Optional.empty();
    }

    private static Duration wait(long seconds, Clock clock) {
        if (seconds < LEAST_DATE) {
            return Duration.ofSeconds(seconds);
        }
        var wait = Duration.between(clock.instant(), Instant.ofEpochSecond(seconds));
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
