package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What it means when a server answers with another status than the one that was hoped for. */
final class Refusal {

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Refusal() {}

    /** The trouble that this answer is; its body is given up. */
    static Trouble of(Answer answer, String who, Clock clock) {
        answer.discard();
        var why = who + " answered " + answer.status();
        var wait = wait(answer, clock);
        return switch (answer.status()) {
            case 401, 403 -> Trouble.denied(why);
            case 404 -> Trouble.unknown(why);
            case 429 -> Trouble.throttled(wait.orElse(DEFAULT_WAIT), why);
            case 500, 502, 503, 504 ->
                wait.map(time -> Trouble.throttled(time, why))
                        .orElseGet(() -> Trouble.passing(Cause.SERVER_ERROR, why));
            default ->
                answer.status() > 500
                        ? Trouble.unreachable(Cause.SERVER_ERROR, why)
                        : Trouble.invalid(Cause.INVALID, why);
        };
    }

    /** {@code Retry-After} in either of its forms; at most a day, and a minute where it cannot be read. */
    private static Optional<Duration> wait(Answer answer, Clock clock) {
        return answer.header("Retry-After").map(value -> atMostADay(parse(value.strip(), clock)));
    }

    static Duration atMostADay(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration parse(String value, Clock clock) {
        try {
            return value.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value, clock);
        } catch (DateTimeException e) {
            return DEFAULT_WAIT;
        }
    }

    private static Duration until(String date, Clock clock) {
        var wait = Duration.between(
                clock.instant(),
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
