package dev.pinwheel.candidate;

import java.util.Comparator;

/**
 * A binary package of a distribution that is installed in an image.
 *
 * @param architecture what the package was built for, such as {@code amd64} or {@code all}
 * @param source the source package that it was built from
 * @param url its package URL, which tells it from every other
 */
public record InstalledPackage(
        String name, String version, String architecture, String source, String sourceVersion, PackageUrl url)
        implements Comparable<InstalledPackage> {

    private static final Comparator<InstalledPackage> BY_NAME = Comparator.comparing(InstalledPackage::name)
            .thenComparing(InstalledPackage::version)
            .thenComparing(InstalledPackage::architecture)
            .thenComparing(InstalledPackage::source)
            .thenComparing(InstalledPackage::sourceVersion)
            .thenComparing(installed -> installed.url().toString());

    @Override
    public int compareTo(InstalledPackage other) {
        return BY_NAME.compare(this, other);
    }
}
