package dev.pinwheel.candidate.osv;

import dev.pinwheel.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OSV record as far as it is about some releases of Debian.
 *
 * @param id its identifier, {@code DEBIAN-} before a CVE left out
 * @param names its identifier, its aliases and what is upstream of it, {@code DEBIAN-} likewise
 * @param withdrawn whether its authors took it back
 * @param severity the severity that it gives to all it affects
 * @see <a href="https://ossf.github.io/osv-schema/">OSV schema</a>
 */
record OsvRecord(
        String id,
        Set<String> names,
        Instant modified,
        boolean withdrawn,
        String title,
        Severity severity,
        List<Affected> affected) {

    OsvRecord {
        names = Set.copyOf(names);
        affected = List.copyOf(affected);
    }

    /**
     * Versions of a source package in a release of Debian that are affected.
     *
     * @param versions affected versions named one by one, as far as they are in none of the ranges
     * @param severity the severity of the flaw in this package
     */
    record Affected(
            String release, String source, List<VersionRange> ranges, List<DebianVersion> versions, Severity severity) {

        Affected {
            ranges = List.copyOf(ranges);
            versions = beside(ranges, versions);
        }

        private static List<DebianVersion> beside(List<VersionRange> ranges, List<DebianVersion> versions) {
            return versions.stream()
                    .filter(version -> ranges.stream().noneMatch(range -> range.contains(version)))
                    .toList();
        }

        boolean contains(DebianVersion installed) {
            return ranges.stream().anyMatch(range -> range.contains(installed))
                    || versions.stream().anyMatch(version -> version.compareTo(installed) == 0);
        }

        /** The lowest version above the installed one in which it is fixed. */
        Optional<DebianVersion> fixAbove(DebianVersion installed) {
            return ranges.stream()
                    .flatMap(range -> range.fixAbove(installed).stream())
                    .min(DebianVersion::compareTo);
        }
    }
}
