package dev.pinwheel.candidate;

import dev.pinwheel.event.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Inventories of Debian 12 to test with. */
final class Inventories {

    private Inventories() {}

    static Inventory of(Map<String, String> packages, Finding... findings) {
        var installed = packages.entrySet().stream()
                .map(each -> installed(each.getKey(), each.getValue(), "amd64", each.getKey()))
                .toList();
        var report = new ScanReport("application/json", "{}".getBytes(StandardCharsets.UTF_8));
        return new Inventory("debian 12", installed, Arrays.asList(findings), report);
    }

    static InstalledPackage installed(String name, String version, String architecture, String source) {
        var url = PackageUrl.debian("debian 12.15", name, version, architecture);
        return new InstalledPackage(name, version, architecture, source, version, url);
    }
}
