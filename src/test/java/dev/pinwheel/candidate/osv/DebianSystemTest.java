package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianSystemTest {

    private static final String DEBIAN = """
            PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
            ID=debian
            VERSION_ID="12"
            """;
    private static final String BASH = "Package: bash\nStatus: install ok installed\nVersion: 5\n";

    @Test
    void isTheReleaseAndItsPackages() throws IOException {
        var system = system(debian().file("var/lib/dpkg/status", BASH));

        assertEquals(
                new DebianSystem("debian 12", "12", List.of(new DpkgPackage("bash", "5", "all", "bash", "5"))), system);
    }

    @Test
    void isNamedByThePointReleaseWhereThatIsKnown() throws IOException {
        var system = system(debian().file("etc/debian_version", "12.15\n").file("var/lib/dpkg/status", BASH));

        assertEquals("debian 12.15", system.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookworm/sid", "13.1", "12.<b>"})
    void isNamedByTheReleaseWhereThePointReleaseSaysSomethingElse(String point) throws IOException {
        var system = system(debian().file("etc/debian_version", point).file("var/lib/dpkg/status", BASH));

        assertEquals("debian 12", system.name());
    }

    @Test
    void hasThePackagesOfImagesWithoutDpkgToo() throws IOException {
        var system = system(debian().file("var/lib/dpkg/status.d/bash", "Package: bash\nVersion: 5\n"));

        assertEquals(List.of(new DpkgPackage("bash", "5", "all", "bash", "5")), system.packages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../usr/lib/os-release", "/usr/lib/os-release"})
    void looksWhereTheUsualLinkPoints(String target) throws IOException {
        var tar = new Tar()
                .symlink("etc/os-release", target)
                .file("usr/lib/os-release", DEBIAN)
                .file("var/lib/dpkg/status", BASH);

        assertEquals("12", system(tar).release());
    }

    @Test
    void refusesALinkToAnywhereElse() {
        var tar = new Tar()
                .symlink("etc/os-release", "../proc/1/environ")
                .file("usr/lib/os-release", DEBIAN)
                .file("var/lib/dpkg/status", BASH);

        assertRefused("is a link", tar);
    }

    @Test
    void refusesADatabaseThatIsALink() {
        assertRefused("is a link", debian().hardLink("var/lib/dpkg/status", "var/lib/dpkg/status-old"));
    }

    @Test
    void refusesADatabaseThatIsNoPlainFile() {
        assertRefused("not a plain file", debian().entry('6', "var/lib/dpkg/status", "", ""));
    }

    @Test
    void refusesAnImageWithoutOsRelease() {
        assertRefused("which distribution", new Tar().file("var/lib/dpkg/status", BASH));
    }

    @Test
    void refusesAnotherDistributionByName() {
        var alpine = new Tar()
                .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")
                .file("lib/apk/db/installed", "P:a");

        assertRefused("it is alpine 3.20.1; this scanner reads Debian only, Trivy reads more", alpine);
    }

    @Test
    void refusesADebianWithoutANumber() {
        assertRefused("testing", new Tar().file("etc/os-release", "ID=debian\n").file("var/lib/dpkg/status", BASH));
    }

    @Test
    void refusesADebianWithoutPackages() {
        assertRefused("no packages", debian());
        assertRefused("no packages", debian().file("var/lib/dpkg/status", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/apk/db/installed", "var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/Packages.db"})
    void refusesPackagesOfAnotherKindBesideDebians(String database) {
        assertRefused(database, debian().file("var/lib/dpkg/status", BASH).file(database, "x"));
    }

    private static Tar debian() {
        return new Tar().file("etc/os-release", DEBIAN);
    }

    private static void assertRefused(String reason, Tar tar) {
        var refusal =
                String.valueOf(assertThrows(Unreadable.class, () -> system(tar)).getMessage());
        assertTrue(refusal.contains(reason), refusal);
    }

    private static DebianSystem system(Tar tar) throws IOException {
        var layer = new LayerReader(Limits.ORDINARY).read(new ByteArrayInputStream(tar.gzipped()));
        return DebianSystem.read(Layer.stack(List.of(layer)));
    }
}
