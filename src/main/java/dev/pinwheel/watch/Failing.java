package dev.pinwheel.watch;

import dev.pinwheel.registry.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a tag or a place fails, as far as it was told.
 *
 * @param since when its looks began to fail
 * @param told when it was told of last
 * @param kinds the kinds of failure that were told, the last one last
 */
record Failing(Instant since, Instant told, List<String> kinds) {

    /** How long a kind that was told before in the same failure is none that is told again. */
    private static final Duration QUIET = Duration.ofHours(1);

    Failing {
        kinds = List.copyOf(kinds);
    }

    static Failing first(String kind, Instant at) {
        return new Failing(at, at, List.of(kind));
    }

    Failing with(String kind, Instant at) {
        return new Failing(
                since, at, Stream.concat(others(kind), Stream.of(kind)).toList());
    }

    /** The same without a kind that could not be told; empty where there is no other. */
    Optional<Failing> without(String kind) {
        var left = others(kind).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Failing(since, told, left));
    }

    private Stream<String> others(String kind) {
        return kinds.stream().filter(each -> !each.equals(kind));
    }

    /** Whether a failure says nothing that was not told: the same, something less exact, or what comes and goes. */
    boolean isKnown(String kind, Instant at) {
        var last = kinds.getLast();
        return kind.equals(last)
                || (kind.equals(Cause.UNREACHABLE.word()) && Cause.isUnreachable(last))
                || (kinds.contains(kind) && at.isBefore(told.plus(QUIET)));
    }
}
