package dev.pinwheel.candidate;

import dev.pinwheel.event.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a scanner found in one image.
 *
 * @param system the distribution and its release, such as {@code debian 12.15}
 * @param packages the binary packages, in their order, each once
 * @param findings the findings, each (CVE, source package) once
 * @param report the scanner's own report
 */
public record Inventory(String system, List<InstalledPackage> packages, List<Finding> findings, ScanReport report) {

    public Inventory {
        packages = packages.stream().distinct().sorted().toList();
        findings = List.copyOf(findings);
    }

    /** The packages' versions by name; a name that is there at several versions has them all. */
    public Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (var each : packages) {
            versions.merge(each.name(), each.version(), Inventory::both);
        }
        return versions;
    }

    private static String both(String one, String other) {
        return List.of(one.split(", ")).contains(other) ? one : one + ", " + other;
    }
}
