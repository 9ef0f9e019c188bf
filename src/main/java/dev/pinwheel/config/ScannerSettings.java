package dev.pinwheel.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What scans.
 *
 * @param database the directory of OSV records, or Trivy's cache directory
 * @param program Trivy's program
 * @param limit how long one image may take
 */
public record ScannerSettings(Kind use, Path database, Path program, Duration limit) {

    /** The scanners that Pinwheel has or drives. */
    public enum Kind {
        OSV,
        TRIVY
    }
}
