package dev.pinwheel.candidate.osv;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The versions between the events of an OSV range, as dpkg orders them.
 *
 * @see <a href="https://ossf.github.io/osv-schema/#evaluation">OSV schema, evaluation</a>
 */
record VersionRange(List<Event> events) {

    /** What happens at a version; at the same version they happen in this order. */
    enum Change {
        FIXED,
        INTRODUCED,
        LAST_AFFECTED,
        LIMIT
    }

    /** A change at a version; {@code 0} is below every version. */
    record Event(Change change, DebianVersion version) {

        private boolean isAtStart() {
            return version.toString().equals("0");
        }

        private boolean isReachedBy(DebianVersion installed) {
            return isAtStart() || !installed.isBelow(version);
        }

        private boolean isBeginning() {
            return isAtStart() && change == Change.INTRODUCED;
        }
    }

    /** At 0 the introduction comes first: introduced at 0 and fixed at 0 was never there. */
    private static final Comparator<Event> IN_ORDER = Comparator.comparing((Event event) -> !event.isBeginning())
            .thenComparing(event -> !event.isAtStart())
            .thenComparing(Event::version)
            .thenComparing(Event::change);

    VersionRange {
        events = events.stream().sorted(IN_ORDER).toList();
    }

    boolean contains(DebianVersion installed) {
        var inside = false;
        for (var event : events) {
            inside = switch (event.change()) {
                case INTRODUCED -> inside || event.isReachedBy(installed);
                case FIXED -> inside && !event.isReachedBy(installed);
                case LAST_AFFECTED -> inside && !event.version().isBelow(installed);
                case LIMIT -> inside;
            };
        }
        return inside && isWithinLimits(installed);
    }

    private boolean isWithinLimits(DebianVersion installed) {
        var limits =
                events.stream().filter(event -> event.change() == Change.LIMIT).toList();
        return limits.isEmpty() || limits.stream().anyMatch(limit -> installed.isBelow(limit.version()));
    }

    /** The lowest version above the installed one that has a fix. */
    Optional<DebianVersion> fixAbove(DebianVersion installed) {
        return events.stream()
                .filter(event -> event.change() == Change.FIXED && installed.isBelow(event.version()))
                .map(Event::version)
                .findFirst();
    }
}
