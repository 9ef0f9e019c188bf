package dev.pinwheel.candidate.osv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.candidate.osv.VersionRange.Change;
import dev.pinwheel.candidate.osv.VersionRange.Event;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads OSV records, and refuses what it does not understand of what they say about Debian. */
final class OsvParser {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String ECOSYSTEM = "Debian:";
    private static final int LONGEST_TITLE = 160;

    private final Set<String> ecosystems;

    /** @param releases the releases of Debian that matter; what is said of others is left out unread */
    OsvParser(Set<String> releases) {
        this.ecosystems = releases.stream().map(ECOSYSTEM::concat).collect(Collectors.toSet());
    }

    /** Reads one record. */
    OsvRecord parse(byte[] content) throws Unreadable {
        try {
            return record(JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new Unreadable("it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private OsvRecord record(JsonNode node) throws Unreadable {
        var id = unprefixed(text(node, "id"));
        var names = new HashSet<String>(Set.of(id));
        for (var field : List.of("aliases", "upstream")) {
            for (var name : list(node, field)) {
                names.add(unprefixed(name.asText()));
            }
        }
        var affected = new ArrayList<OsvRecord.Affected>();
        for (var each : list(node, "affected")) {
            if (ecosystems.contains(each.path("package").path("ecosystem").asText())) {
                affected.add(affected(node, each));
            }
        }
        var withdrawn = node.hasNonNull("withdrawn");
        return new OsvRecord(id, names, modified(node), withdrawn, title(node), OsvSeverity.of(node), affected);
    }

    private static String unprefixed(String name) {
        return name.startsWith("DEBIAN-CVE-") ? name.substring("DEBIAN-".length()) : name;
    }

    private static Instant modified(JsonNode node) throws Unreadable {
        try {
            return OffsetDateTime.parse(text(node, "modified")).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable("its 'modified' is not a time", e);
        }
    }

    private static String title(JsonNode node) {
        var summary = node.path("summary").asText();
        var text = summary.isBlank() ? node.path("details").asText() : summary;
        var line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private static OsvRecord.Affected affected(JsonNode record, JsonNode node) throws Unreadable {
        var ranges = new ArrayList<VersionRange>();
        for (var range : list(node, "ranges")) {
            var type = text(range, "type");
            if (type.equals("ECOSYSTEM")) {
                ranges.add(range(range));
            } else if (!type.equals("GIT")) {
                throw new Unreadable("it gives Debian versions in a range of type " + type);
            }
        }
        var versions = new ArrayList<DebianVersion>();
        for (var version : list(node, "versions")) {
            versions.add(DebianVersion.parse(version.asText()));
        }
        var source = text(node.path("package"), "name");
        if (ranges.isEmpty() && versions.isEmpty()) {
            throw new Unreadable("it does not say which versions of " + source + " are affected");
        }
        var release = text(node.path("package"), "ecosystem").substring(ECOSYSTEM.length());
        return new OsvRecord.Affected(release, source, ranges, versions, OsvSeverity.of(record, node));
    }

    private static VersionRange range(JsonNode node) throws Unreadable {
        var events = new ArrayList<Event>();
        for (var event : list(node, "events")) {
            if (event.size() != 1) {
                throw new Unreadable("it has an event that does not say one thing");
            }
            var change = event.fieldNames().next();
            var version = text(event, change);
            if (!change.equals("limit") || !version.equals("*")) {
                events.add(new Event(change(change), DebianVersion.parse(version)));
            }
        }
        if (events.stream().noneMatch(event -> event.change() == Change.INTRODUCED)) {
            throw new Unreadable("it has a range that begins nowhere");
        }
        return new VersionRange(events);
    }

    private static Change change(String name) throws Unreadable {
        return switch (name) {
            case "introduced" -> Change.INTRODUCED;
            case "fixed" -> Change.FIXED;
            case "last_affected" -> Change.LAST_AFFECTED;
            case "limit" -> Change.LIMIT;
            default -> throw new Unreadable("it has an event '" + name + "'");
        };
    }

    private static String text(JsonNode node, String field) throws Unreadable {
        var value = node.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new Unreadable("it has no '" + field + "'");
        }
        return value.asText();
    }

    private static JsonNode list(JsonNode node, String field) throws Unreadable {
        var value = node.path(field);
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw new Unreadable("its '" + field + "' is not a list");
        }
        return value;
    }
}
