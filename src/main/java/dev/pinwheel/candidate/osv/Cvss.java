package dev.pinwheel.candidate.osv;

import dev.pinwheel.event.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The base score of a CVSS 3 vector.
 *
 * @see <a href="https://www.first.org/cvss/v3.1/specification-document#7-1-Base-Metrics-Equations">CVSS
 *     v3.1, 7.1</a>
 */
record Cvss(double score) {

    private static final Map<String, Double> WEIGHTS = Map.ofEntries(
            Map.entry("AV:N", 0.85),
            Map.entry("AV:A", 0.62),
            Map.entry("AV:L", 0.55),
            Map.entry("AV:P", 0.2),
            Map.entry("AC:L", 0.77),
            Map.entry("AC:H", 0.44),
            Map.entry("PR:N", 0.85),
            Map.entry("PR:L", 0.62),
            Map.entry("PR:H", 0.27),
            Map.entry("UI:N", 0.85),
            Map.entry("UI:R", 0.62),
            Map.entry("S:U", 6.42),
            Map.entry("S:C", 7.52),
            Map.entry("C:H", 0.56),
            Map.entry("C:L", 0.22),
            Map.entry("C:N", 0.0),
            Map.entry("I:H", 0.56),
            Map.entry("I:L", 0.22),
            Map.entry("I:N", 0.0),
            Map.entry("A:H", 0.56),
            Map.entry("A:L", 0.22),
            Map.entry("A:N", 0.0));
    private static final Map<String, Double> PRIVILEGES_IN_CHANGED_SCOPE = Map.of("PR:L", 0.68, "PR:H", 0.5);

    /** The score of a vector such as {@code CVSS:3.1/AV:N/…}; empty if it is not a whole CVSS 3 vector. */
    static Optional<Cvss> ofVector(String vector) {
        if (!vector.startsWith("CVSS:3.0/") && !vector.startsWith("CVSS:3.1/")) {
            return Optional.empty();
        }
        var weights = new HashMap<String, Double>();
        var changed = vector.contains("/S:C");
        for (var metric : vector.substring("CVSS:3.x/".length()).split("/", -1)) {
            var weight = WEIGHTS.get(metric);
            if (weight != null) {
                var weighed = changed ? PRIVILEGES_IN_CHANGED_SCOPE.getOrDefault(metric, weight) : weight;
                if (weights.put(metric.substring(0, metric.indexOf(':')), weighed) != null) {
                    return Optional.empty();
                }
            }
        }
        return weights.size() == 8 ? Optional.of(new Cvss(base(weights, changed))) : Optional.empty();
    }

    private static double base(Map<String, Double> weights, boolean changed) {
        var impact = impact(weights, changed);
        if (impact <= 0) {
            return 0;
        }
        var exploitability = 8.22 * of("AV", weights) * of("AC", weights) * of("PR", weights) * of("UI", weights);
        var sum = impact + exploitability;
        return roundUp(Math.min(changed ? 1.08 * sum : sum, 10));
    }

    private static double impact(Map<String, Double> weights, boolean changed) {
        var base = 1 - (1 - of("C", weights)) * (1 - of("I", weights)) * (1 - of("A", weights));
        return changed ? of("S", weights) * (base - 0.029) - 3.25 * Math.pow(base - 0.02, 15) : of("S", weights) * base;
    }

    private static double of(String metric, Map<String, Double> weights) {
        return Objects.requireNonNull(weights.get(metric), metric);
    }

    /** To one decimal, upwards, as the specification's appendix A defines it against floating-point noise. */
    private static double roundUp(double value) {
        var hundredThousandths = Math.round(value * 100_000);
        return hundredThousandths % 10_000 == 0
                ? hundredThousandths / 100_000.0
                : (Math.floorDiv(hundredThousandths, 10_000) + 1) / 10.0;
    }

    /** The specification's qualitative rating; its "none" is negligible. */
    Severity severity() {
        if (score >= 9) {
            return Severity.CRITICAL;
        }
        if (score >= 7) {
            return Severity.HIGH;
        }
        if (score >= 4) {
            return Severity.MEDIUM;
        }
        return score > 0 ? Severity.LOW : Severity.NEGLIGIBLE;
    }
}
