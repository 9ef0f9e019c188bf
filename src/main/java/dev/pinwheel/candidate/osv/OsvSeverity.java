package dev.pinwheel.candidate.osv;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.event.Severity;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How bad an OSV record says a flaw is. Debian's "unimportant" is about its own package and comes
 * first; then a CVSS 3 vector, then a severity in words, then Debian's urgency. What says nothing of
 * these (CVSS 4 alone, "not yet assigned") is unknown.
 */
final class OsvSeverity {

    private OsvSeverity() {}

    /** What the record gives to all it affects. */
    static Severity of(JsonNode record) {
        return cvss(record).or(() -> inWords(record)).orElse(Severity.UNKNOWN);
    }

    /** What the record gives to one package. */
    static Severity of(JsonNode record, JsonNode affected) {
        var urgency = urgency(affected);
        if (urgency.equals("unimportant")) {
            return Severity.NEGLIGIBLE;
        }
        return cvss(affected)
                .or(() -> cvss(record))
                .or(() -> inWords(affected))
                .or(() -> inWords(record))
                .or(() -> word(urgency))
                .orElse(Severity.UNKNOWN);
    }

    private static Optional<Severity> cvss(JsonNode node) {
        return StreamSupport.stream(node.path("severity").spliterator(), false)
                .flatMap(rating -> Cvss.ofVector(rating.path("score").asText()).stream())
                .max(Comparator.comparing(Cvss::score))
                .map(Cvss::severity);
    }

    private static Optional<Severity> inWords(JsonNode node) {
        return Stream.of("ecosystem_specific", "database_specific")
                .flatMap(part -> word(node.path(part).path("severity").asText()).stream())
                .findFirst();
    }

    /** Debian's tracker puts asterisks behind urgencies that people have not looked at. */
    private static String urgency(JsonNode affected) {
        return Stream.of("ecosystem_specific", "database_specific")
                .map(part -> affected.path(part)
                        .path("urgency")
                        .asText()
                        .replace("*", "")
                        .strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static Optional<Severity> word(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical" -> Optional.of(Severity.CRITICAL);
            case "high", "important" -> Optional.of(Severity.HIGH);
            case "medium", "moderate" -> Optional.of(Severity.MEDIUM);
            case "low" -> Optional.of(Severity.LOW);
            case "negligible" -> Optional.of(Severity.NEGLIGIBLE);
            default -> Optional.empty();
        };
    }
}
