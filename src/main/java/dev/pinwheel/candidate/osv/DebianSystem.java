package dev.pinwheel.candidate.osv;

import dev.pinwheel.candidate.InstalledPackage;
import dev.pinwheel.candidate.PackageUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The Debian in an image.
 *
 * @param name the distribution and its point release where that is known, such as {@code debian 12.15}
 * @param release the release's number, such as {@code 12}
 */
record DebianSystem(String name, String release, List<DpkgPackage> packages) {

    private static final Set<String> TO_VENDOR_OS_RELEASE =
            Set.of("../usr/lib/os-release", "/usr/lib/os-release", "./usr/lib/os-release", "usr/lib/os-release");

    DebianSystem {
        packages = List.copyOf(packages);
    }

    /**
     * Reads what an image shows at the paths that the scanner looks at.
     *
     * @throws Unreadable if it is not a Debian release, or not only that
     */
    static DebianSystem read(SortedMap<String, KeptFile> files) throws Unreadable {
        var os = OsRelease.parse(osRelease(files));
        if (!os.id().equals("debian")) {
            throw new Unreadable("it is " + os + "; this scanner reads Debian only, Trivy reads more");
        }
        if (os.version().isEmpty()) {
            throw new Unreadable("it is a Debian without a release number, as testing and unstable are;"
                    + " vulnerability data go by release");
        }
        for (var file : files.keySet()) {
            if (Wanted.OTHER_DATABASES.contains(file)) {
                throw new Unreadable("it has " + file + ", packages that this scanner does not read; Trivy reads more");
            }
        }
        return new DebianSystem(name(os, files.get(Wanted.DEBIAN_VERSION)), os.version(), packages(files));
    }

    /** The packages as other programs name them. */
    List<InstalledPackage> installed() {
        return packages.stream().map(this::installed).toList();
    }

    private InstalledPackage installed(DpkgPackage read) {
        return new InstalledPackage(
                read.name(),
                read.version(),
                read.architecture(),
                read.source(),
                read.sourceVersion(),
                PackageUrl.debian(name, read.name(), read.version(), read.architecture()));
    }

    private static byte[] osRelease(SortedMap<String, KeptFile> files) throws Unreadable {
        var file = files.get(Wanted.OS_RELEASE);
        if (file == null || (file instanceof KeptFile.Link(var target) && TO_VENDOR_OS_RELEASE.contains(target))) {
            file = files.get(Wanted.VENDOR_OS_RELEASE);
        }
        return content(Wanted.OS_RELEASE, file);
    }

    private static byte[] content(String path, @Nullable KeptFile file) throws Unreadable {
        return switch (file) {
            case null -> throw new Unreadable("it has no " + path + ", so which distribution it is cannot be told");
            case KeptFile.Plain(var content) -> content;
            case KeptFile.Link(var target) ->
                throw new Unreadable("its " + path + " is a link, which this scanner does not follow");
            case KeptFile.Present() -> throw new Unreadable("its " + path + " is not a plain file");
        };
    }

    private static String name(OsRelease os, @Nullable KeptFile debianVersion) {
        if (debianVersion instanceof KeptFile.Plain(var content)) {
            var point = new String(content, StandardCharsets.UTF_8).strip();
            if (point.matches("[0-9.]{1,20}") && point.startsWith(os.version() + ".")) {
                return "debian " + point;
            }
        }
        return os.toString();
    }

    private static List<DpkgPackage> packages(SortedMap<String, KeptFile> files) throws Unreadable {
        var packages = new ArrayList<DpkgPackage>();
        for (var file : files.entrySet()) {
            var path = file.getKey();
            if (path.equals(Wanted.DPKG_STATUS) || Wanted.isStatusPart(path)) {
                packages.addAll(new DpkgDatabase(path).read(content(path, file.getValue())));
            }
        }
        if (packages.isEmpty()) {
            throw new Unreadable("it has no packages in " + Wanted.DPKG_STATUS + " or " + Wanted.DPKG_STATUS_PARTS);
        }
        return packages;
    }
}
