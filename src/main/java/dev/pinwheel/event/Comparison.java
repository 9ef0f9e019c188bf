package dev.pinwheel.event;

import java.util.List;

/**
 * How a candidate compares with what is pinned, by distinct (CVE, source package), all scanned with
 * the same scanner and the same data.
 *
 * @param compared whether a pinned base was there to compare with; where all have vanished, what the
 *     candidate base has is among {@code remaining}, and nothing can be called new
 * @param fixed findings of the pinned base that the candidate base no longer has
 * @param introduced findings of the candidate base that the pinned base had not
 * @param remaining findings that both have
 * @param packages binary packages of the base that differ
 * @param applications one for each rebuilt Dockerfile
 */
public record Comparison(
        ScannerUsed scanner,
        boolean compared,
        List<Finding> fixed,
        List<Finding> introduced,
        List<Finding> remaining,
        List<PackageChange> packages,
        List<Application> applications) {

    /** A comparison with a pinned base. */
    public Comparison(
            ScannerUsed scanner,
            List<Finding> fixed,
            List<Finding> introduced,
            List<Finding> remaining,
            List<PackageChange> packages,
            List<Application> applications) {
        this(scanner, true, fixed, introduced, remaining, packages, applications);
    }

    public Comparison {
        fixed = List.copyOf(fixed);
        introduced = List.copyOf(introduced);
        remaining = List.copyOf(remaining);
        packages = List.copyOf(packages);
        applications = List.copyOf(applications);
    }

    /**
     * The layers that a Dockerfile puts above the base.
     *
     * @param own findings that the base does not have
     * @param introduced those of them that the last accepted build had not; empty where {@code
     *     compared} is false
     * @param compared whether there was a last accepted build to compare with
     */
    public record Application(String dockerfile, List<Finding> own, List<Finding> introduced, boolean compared) {

        public Application {
            own = List.copyOf(own);
            introduced = List.copyOf(introduced);
        }
    }
}
