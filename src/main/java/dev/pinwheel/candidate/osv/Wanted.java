package dev.pinwheel.candidate.osv;

import java.util.HashSet;
import java.util.Set;

/** The few paths of an image that the scanner looks at. */
final class Wanted {

    static final String OS_RELEASE = "etc/os-release";
    static final String VENDOR_OS_RELEASE = "usr/lib/os-release";
    static final String DEBIAN_VERSION = "etc/debian_version";
    static final String DPKG_STATUS = "var/lib/dpkg/status";
    static final String DPKG_STATUS_PARTS = "var/lib/dpkg/status.d";

    /** Databases of other package managers: that they are there is enough. */
    static final Set<String> OTHER_DATABASES = Set.of(
            "lib/apk/db/installed",
            "usr/lib/apk/db/installed",
            "var/lib/rpm/Packages",
            "var/lib/rpm/Packages.db",
            "var/lib/rpm/rpmdb.sqlite",
            "usr/lib/sysimage/rpm/Packages",
            "usr/lib/sysimage/rpm/Packages.db",
            "usr/lib/sysimage/rpm/rpmdb.sqlite",
            "usr/share/rpm/Packages",
            "usr/share/rpm/Packages.db",
            "usr/share/rpm/rpmdb.sqlite");

    private static final Set<String> READ = Set.of(OS_RELEASE, VENDOR_OS_RELEASE, DEBIAN_VERSION, DPKG_STATUS);
    private static final Set<String> DIRECTORIES = directories();

    private Wanted() {}

    private static Set<String> directories() {
        var above = new HashSet<String>(Set.of("", DPKG_STATUS_PARTS));
        var files = new HashSet<>(READ);
        files.addAll(OTHER_DATABASES);
        for (var file : files) {
            for (var slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                above.add(file.substring(0, slash));
            }
        }
        return Set.copyOf(above);
    }

    static boolean isFile(String path) {
        return isRead(path) || OTHER_DATABASES.contains(path);
    }

    /** Whether the content is read, too. */
    static boolean isRead(String path) {
        return READ.contains(path) || isStatusPart(path);
    }

    static boolean isStatusPart(String path) {
        return path.startsWith(DPKG_STATUS_PARTS + "/") && !path.endsWith(".md5sums");
    }

    /** Whether a wanted file may be somewhere below this path. */
    static boolean isDirectory(String path) {
        return DIRECTORIES.contains(path);
    }
}
