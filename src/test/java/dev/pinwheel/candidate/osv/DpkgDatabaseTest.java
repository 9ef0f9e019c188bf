package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgDatabaseTest {

    @Test
    void takesPackageAndVersionForTheSourcesWhereThereIsNoSource() throws Unreadable {
        assertEquals(List.of(new DpkgPackage("bash", "5.2.15-2+b1", "all", "bash", "5.2.15-2+b1")), read("""
                Package: bash
                Status: install ok installed
                Version: 5.2.15-2+b1
                Description: a shell
                 with: a colon in its second line
                """));
    }

    @Test
    void readsTheSourceAndItsOwnVersion() throws Unreadable {
        assertEquals(
                List.of(
                        new DpkgPackage("libssl3", "3.0.15-1+b1", "amd64", "openssl", "3.0.15-1"),
                        new DpkgPackage("libc6", "2.36-9", "all", "glibc", "2.36-9")),
                read("""
                Package: libssl3
                Source: openssl (3.0.15-1)
                Architecture: amd64
                Version: 3.0.15-1+b1

                Package: libc6
                Source: glibc
                Version: 2.36-9
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deinstall ok config-files", "purge ok not-installed", "unknown ok not-installed"})
    void leavesOutWhatIsNotThere(String status) throws Unreadable {
        assertEquals(List.of(), read("Package: gone\nStatus: " + status + "\nVersion: 1\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"install ok installed", "hold ok installed", "deinstall ok installed", "install ok unpacked"})
    void countsWhatIsThereEvenInPart(String status) throws Unreadable {
        assertEquals(
                1, read("Package: here\nStatus: " + status + "\nVersion: 1\n").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no field",
                "Package: a",
                "Version: 1",
                "Package: a\nVersion: 1 2",
                "Package: a b\nVersion: 1",
                "Package: <b>\nVersion: 1",
                "Package: a\nPackage: b\nVersion: 1",
                "Package: a\nArchitecture: AMD 64\nVersion: 1",
                "Package: a\nVersion: 1\nSource: b (",
                "Package: a\nVersion: 1\nSource: b (x:1)"
            })
    void refusesWhatItDoesNotUnderstand(String content) {
        assertThrows(Unreadable.class, () -> read(content));
    }

    private static List<DpkgPackage> read(String content) throws Unreadable {
        return new DpkgDatabase("status").read(content.getBytes(StandardCharsets.UTF_8));
    }
}
