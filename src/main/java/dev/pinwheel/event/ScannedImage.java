package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One image that was scanned, and what is kept of it as evidence.
 *
 * @param image the digest that was scanned; a base's is the one that is pinned or would be
 * @param dockerfile what it was built from, as a path in the source; none for a base
 * @param system the distribution and its release, such as {@code debian 12.15}
 * @param endOfLife the last day of that release's free security updates, where it was known
 * @param report the scanner's own report
 * @param sbom the CycloneDX document
 * @param packages the list of packages
 */
public record ScannedImage(
        Digest image,
        Optional<String> dockerfile,
        String system,
        Optional<LocalDate> endOfLife,
        Descriptor report,
        Descriptor sbom,
        Descriptor packages) {

    /** All that is kept of it. */
    public List<Descriptor> evidence() {
        return List.of(report, sbom, packages);
    }
}
