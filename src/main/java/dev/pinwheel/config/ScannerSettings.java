package dev.pinwheel.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What scans.
 *
 * @param database the directory of OSV records, or Trivy's cache directory
 * @param update whether Trivy brings its database up to date before each scan
 * @param limit how long one image may take
 */
public record ScannerSettings(Kind use, Path database, boolean update, Duration limit) {

    /** The scanners that Pinwheel has or drives. */
    public enum Kind {
        OSV,
        TRIVY
    }

    static ScannerSettings read(Section section) {
        var settings = new ScannerSettings(
                section.choice("use", ScannerSettings.Kind.OSV, ScannerSettings.Kind.class),
                Path.of(section.required("database")),
                section.flag("update", true),
                section.duration("limit", Duration.ofMinutes(10)));
        section.end();
        return settings;
    }
}
