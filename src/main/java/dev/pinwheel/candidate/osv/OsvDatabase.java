package dev.pinwheel.candidate.osv;

import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A snapshot of OSV records about some releases of Debian.
 *
 * @param snapshot names exactly these records
 * @param newest when the record changed last that changed last; the snapshot was taken later
 */
record OsvDatabase(Digest snapshot, Instant newest, Map<Place, List<Entry>> entries, Flaws flaws) {

    /** A source package in a release of Debian. */
    record Place(String release, String source) {}

    /** What one record says about one place. */
    record Entry(OsvRecord record, OsvRecord.Affected affected) {}

    boolean covers(String release) {
        return entries.keySet().stream().anyMatch(place -> place.release().equals(release));
    }

    /** What is known of a system's packages, each flaw of a source package once, in the order of their keys. */
    List<Finding> findings(DebianSystem system) {
        var matches = new TreeMap<String, Match>();
        for (var installed :
                Set.copyOf(system.packages().stream().map(Built::from).toList())) {
            var place = new Place(system.release(), installed.source());
            for (var entry : entries.getOrDefault(place, List.of())) {
                add(installed, entry, matches);
            }
        }
        return matches.values().stream().map(Match::finding).toList();
    }

    /** A source package at a version, as some binary package was built from it. */
    private record Built(String source, String version) {

        private static Built from(DpkgPackage binary) {
            return new Built(binary.source(), binary.sourceVersion());
        }
    }

    private void add(Built installed, Entry entry, Map<String, Match> matches) {
        var version = DebianVersion.parse(installed.version());
        if (!entry.affected().contains(version)) {
            return;
        }
        for (var flaw : flaws.of(entry.record())) {
            var match = new Match(
                    flaw,
                    installed.source(),
                    version,
                    entry.affected().fixAbove(version),
                    severity(entry.affected(), flaw),
                    flaws.title(flaw, entry.record().title()));
            matches.merge(match.key(), match, Match::and);
        }
    }

    /** The severity of the flaw in the package; where nobody gave one, that of the flaw itself. */
    private Severity severity(OsvRecord.Affected affected, String flaw) {
        return affected.severity() == Severity.UNKNOWN ? flaws.severity(flaw) : affected.severity();
    }

    /** A snapshot while its records are being read. */
    static final class Draft {

        private final Map<Place, List<Entry>> entries = new HashMap<>();
        private final Flaws flaws = new Flaws();
        private Instant newest = Instant.MIN;

        void add(OsvRecord record) {
            newest = record.modified().isAfter(newest) ? record.modified() : newest;
            if (record.withdrawn()) {
                return;
            }
            flaws.add(record);
            for (var affected : record.affected()) {
                entries.computeIfAbsent(new Place(affected.release(), affected.source()), key -> new ArrayList<>())
                        .add(new Entry(record, affected));
            }
        }

        OsvDatabase finish(Digest snapshot) {
            return new OsvDatabase(snapshot, newest, entries, flaws);
        }
    }
}
