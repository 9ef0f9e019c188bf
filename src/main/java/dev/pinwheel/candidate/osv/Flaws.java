package dev.pinwheel.candidate.osv;

import dev.pinwheel.event.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the flaws are called that OSV records are about: one flaw comes as CVE, DEBIAN-CVE, DSA and
 * DLA, and an advisory may be about several flaws. Flaws are told apart by their CVE, where any
 * record gives one.
 */
final class Flaws {

    private final Map<String, Set<String>> cvesByName = new HashMap<>();
    private final Map<String, Own> own = new HashMap<>();

    /** What the record with a flaw's own name says of it. */
    record Own(String title, Severity severity) {}

    /** Takes in what a record says about names. */
    void add(OsvRecord record) {
        var cves = cves(record);
        for (var name : record.names()) {
            if (!isCve(name) && !cves.isEmpty()) {
                cvesByName.computeIfAbsent(name, key -> new TreeSet<>()).addAll(cves);
            }
        }
        own.merge(record.id(), new Own(record.title(), record.severity()), Flaws::merge);
    }

    private static Own merge(Own one, Own other) {
        var title = one.title().isEmpty() ? other.title() : one.title();
        return new Own(title, Match.worse(one.severity(), other.severity()));
    }

    /** The flaws that a record is about; all records must have been added. */
    Set<String> of(OsvRecord record) {
        var cves = cves(record);
        if (cves.isEmpty()) {
            record.names().forEach(name -> cves.addAll(cvesByName.getOrDefault(name, Set.of())));
        }
        return cves.isEmpty() ? Set.of(new TreeSet<>(record.names()).first()) : cves;
    }

    private static Set<String> cves(OsvRecord record) {
        return record.names().stream().filter(Flaws::isCve).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isCve(String name) {
        return name.startsWith("CVE-");
    }

    /** A flaw's title as its own record gives it, else this one. */
    String title(String flaw, String otherwise) {
        var said = own.get(flaw);
        return said == null || said.title().isEmpty() ? otherwise : said.title();
    }

    /** A flaw's severity as its own record gives it. */
    Severity severity(String flaw) {
        var said = own.get(flaw);
        return said == null ? Severity.UNKNOWN : said.severity();
    }
}
