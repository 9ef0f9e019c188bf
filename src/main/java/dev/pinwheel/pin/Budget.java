package dev.pinwheel.pin;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a whole tree may cost, so that many files that are each within bounds are so together. */
final class Budget {

    private static final long MEBI = 1024 * 1024;

    /** What is counted, and how much of it there may be. */
    enum Kind {
        BYTES(64 * MEBI, "64 MiB of files that name images"),
        BUILD_BYTES(64 * MEBI, "64 MiB of Dockerfiles, once for each of their builds"),
        INCLUDED_SERVICES(20_000, "20000 included services"),
        IMAGES(100_000, "100000 images"),
        PROBLEMS(10_000, "10000 problems");

        private final long most;
        private final String what;

        Kind(long most, String what) {
            this.most = most;
            this.what = what;
        }

        private Allowance allowance() {
            return new Allowance(most, what);
        }
    }

    private final Map<Kind, Allowance> allowances = new EnumMap<>(Kind.class);

    Budget() {
        for (var kind : Kind.values()) {
            allowances.put(kind, kind.allowance());
        }
    }

    /** What is left of one kind. */
    Allowance of(Kind kind) {
        return Objects.requireNonNull(allowances.get(kind));
    }

    /** Takes all of it if there is enough of each, or else nothing. */
    boolean take(Map<Kind, Long> costs) {
        var isEnough =
                costs.entrySet().stream().allMatch(cost -> of(cost.getKey()).has(cost.getValue()));
        if (isEnough) {
            costs.forEach((kind, cost) -> of(kind).take(cost));
        }
        return isEnough;
    }

    /** Whether something was left out. */
    boolean isOverrun() {
        return allowances.values().stream().anyMatch(allowance -> !allowance.has(0));
    }
}
