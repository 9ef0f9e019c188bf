package dev.pinwheel.candidate;

import dev.pinwheel.event.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a scanner found in one image.
 *
 * @param system the distribution and its release, such as {@code debian 12.15}
 * @param packages the binary packages' versions, by name
 * @param findings the findings, each (CVE, source package) once
 */
public record Inventory(String system, Map<String, String> packages, List<Finding> findings) {

    public Inventory {
        packages = Map.copyOf(packages);
        findings = List.copyOf(findings);
    }
}
