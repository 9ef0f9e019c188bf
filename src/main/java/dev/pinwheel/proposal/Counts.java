package dev.pinwheel.proposal;

import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How findings are ordered and counted for people: the worst first. */
final class Counts {

    static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::id)
            .thenComparing(Finding::sourcePackage);

    private Counts() {}

    /** As in {@code 3 vulnerabilities (1 critical, 2 low)}, or {@code none}. */
    static String of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "none";
        }
        var bySeverity = findings.stream().collect(Collectors.groupingBy(Finding::severity, Collectors.counting()));
        return findings.size()
                + (findings.size() == 1 ? " vulnerability" : " vulnerabilities")
                + bySeverity.entrySet().stream()
                        .sorted((one, other) -> other.getKey().compareTo(one.getKey()))
                        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** As in {@code 1 gate} and {@code 2 gates}. */
    static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
