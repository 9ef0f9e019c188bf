package dev.pinwheel.candidate.trivy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports were written by Trivy 0.68.2 about tiny images. */
class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void listsTheBinaryPackages() throws Exception {
        var inventory = recorded("debian12").inventory();

        assertEquals("debian 12.0", inventory.system());
        assertEquals(
                Map.of(
                        "libssl3", "1:3.0.20-1~deb12u1",
                        "openssl", "1:3.0.20-1~deb12u1",
                        "liblzma5", "5.4.1-1+deb12u1",
                        "tzdata", "2026b-0+deb12u1"),
                inventory.versions());
    }

    @Test
    void keepsEachPackagesArchitectureSourceAndUrlAndTheReportItself() throws Exception {
        var inventory = recorded("debian12").inventory();
        var library = inventory.packages().stream()
                .filter(each -> each.name().equals("libssl3"))
                .findFirst()
                .orElseThrow();

        assertEquals("all", library.architecture());
        assertEquals("openssl", library.source());
        assertEquals("1:3.0.20-1~deb12u1", library.sourceVersion());
        assertEquals(
                "pkg:deb/debian/libssl3@3.0.20-1~deb12u1?arch=all&distro=debian-12.0&epoch=1",
                library.url().toString());
        assertArrayEquals(
                Files.readAllBytes(file("debian12")), inventory.report().content());
    }

    @Test
    void refusesAPackageWithoutAUrl() throws Exception {
        var changed = Files.readString(file("debian12")).replace("\"PURL\": \"pkg:", "\"PURL\": \"");
        var report = Report.read(Files.writeString(directory.resolve("r.json"), changed));

        var refused = assertThrows(IOException.class, report::inventory);
        assertTrue(refused.toString().contains("package URL"), refused::toString);
    }

    @Test
    void countsEachVulnerabilityOnceForItsSourcePackage() throws Exception {
        var findings = recorded("debian12").inventory().findings();

        assertEquals(
                List.of("CVE-2026-0001 openssl", "CVE-2026-0002 xz-utils", "CVE-2026-0003 xz-utils"),
                findings.stream().map(Finding::key).toList());
        assertEquals(Optional.of("1:3.0.22-1~deb12u1"), findings.getFirst().fixed());
        assertEquals("1:3.0.20-1~deb12u1", findings.getFirst().installed());
        assertEquals(Optional.empty(), findings.getLast().fixed());
    }

    @Test
    void aSeverityThatNobodyGaveStaysUnknown() throws Exception {
        assertEquals(
                List.of(Severity.CRITICAL, Severity.UNKNOWN, Severity.LOW),
                recorded("debian12").inventory().findings().stream()
                        .map(Finding::severity)
                        .toList());
    }

    @Test
    void titlesAreOneShortLine() throws Exception {
        var title = recorded("debian12").inventory().findings().getFirst().title();

        assertTrue(title.startsWith("openssl: a [31m red flaw xxx"), title);
        assertEquals(201, title.length());
    }

    @Test
    void knowsThePlatformThatWasScanned() throws Exception {
        assertTrue(recorded("debian12").isFor(Platform.LINUX_AMD64));
        assertFalse(recorded("debian12").isFor(Platform.parse("linux/arm64")));
    }

    @Test
    void refusesWhatTrivyDoesNotJudge() {
        assertEquals("no distribution was recognised in the image", refusal("nothing"));
        assertEquals("no packages of a distribution were found in the image", refusal("bare"));
        assertEquals("no packages of a distribution were found in the image", refusal("fedora"));
        assertEquals("debian 7.0 gets no security data any more (end of life)", refusal("debian7"));
    }

    @Test
    void refusesAFindingInAPackageThatIsNotListed() throws Exception {
        var changed = Files.readString(file("debian12")).replace("\"ID\": \"openssl@", "\"ID\": \"closedssl@");
        var report = Report.read(Files.writeString(directory.resolve("r.json"), changed));

        var refused = assertThrows(IOException.class, report::inventory);
        assertTrue(refused.toString().contains("does not list that package"), refused::toString);
    }

    @Test
    void refusesAnIdentifierThatIsNone() throws Exception {
        var changed = Files.readString(file("debian12")).replace("CVE-2026-0002", "<script>");
        var report = Report.read(Files.writeString(directory.resolve("r.json"), changed));

        assertThrows(IOException.class, report::inventory);
    }

    private static String refusal(String name) {
        return String.valueOf(
                assertThrows(IOException.class, () -> recorded(name).inventory())
                        .getMessage());
    }

    private static Report recorded(String name) throws IOException, URISyntaxException {
        return Report.read(file(name));
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ReportTest.class.getResource(name + ".json"))
                .toURI());
    }
}
