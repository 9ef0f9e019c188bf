package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.candidate.Seen;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsvScannerTest {

    private static final Repository REPOSITORY =
            Reference.parse("registry.test/debian").repository();
    private static final Tar BASE = new Tar()
            .file("usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
            .symlink("etc/os-release", "../usr/lib/os-release")
            .file("var/lib/dpkg/status", dpkg("openssl", "3.0.14-1"));
    private static final Tar UPGRADE = new Tar().file("var/lib/dpkg/status", dpkg("openssl", "3.0.15-1"));
    private static final Seen OLD = new Seen(
            "debian 12",
            Map.of("openssl", "3.0.14-1"),
            List.of(new Finding(
                    "CVE-2026-1", "openssl", "3.0.14-1", Optional.of("3.0.15-1"), Severity.UNKNOWN, "A flaw")));
    private static final Seen NEW = new Seen("debian 12", Map.of("openssl", "3.0.15-1"), List.of());

    @TempDir
    private Path work;

    private Layout layout = new Layout(Path.of("unused"));

    @BeforeEach
    void recordsAndAnEmptyLayout() throws IOException {
        Files.createDirectories(work.resolve("osv"));
        Files.writeString(work.resolve("osv/CVE-2026-1.json"), """
                {"id": "CVE-2026-1", "modified": "2026-11-20T00:00:00Z", "summary": "A flaw", "affected": [
                  {"package": {"ecosystem": "Debian:12", "name": "openssl"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.0.15-1"}]}]}]}
                """);
        layout = new Layout(Files.createDirectories(work.resolve("layout")));
    }

    @Test
    void findsWhatIsInALayout() throws IOException {
        layout.holds(layout.image(BASE));

        assertEquals(List.of(OLD), seen(inLayout()));
    }

    @Test
    void seesTheUppermostLayersPackages() throws IOException {
        layout.holds(layout.image(BASE, UPGRADE));

        assertEquals(List.of(NEW), seen(inLayout()));
    }

    @Test
    void reportsWhatItSawTheSameWayEachTime() throws IOException {
        layout.holds(layout.image(BASE));

        var report = scanned(inLayout()).inventories().getFirst().report();
        assertArrayEquals(
                report.content(),
                scanned(inLayout()).inventories().getFirst().report().content());
        var json = new ObjectMapper().readTree(report.content());
        assertEquals("debian 12", json.path("system").asText());
        assertEquals("3.0.14-1", json.path("packages").path(0).path("version").asText());
        assertEquals("CVE-2026-1", json.path("findings").path(0).path("id").asText());
        assertEquals("3.0.15-1", json.path("findings").path(0).path("fixed").asText());
    }

    @Test
    void saysWhichScannerAndWhichRecordsItUsed() throws IOException {
        layout.holds(layout.image(BASE));

        var snapshot = new OsvDirectory(work.resolve("osv")).load(Set.of()).snapshot();
        assertEquals(
                new ScannerUsed("pinwheel-osv", "1.2, records " + snapshot, Instant.parse("2026-11-20T00:00:00Z")),
                scanned(inLayout()).scanner());
    }

    @Test
    void readsThePlatformThatIsAskedForFromARegistry() throws IOException {
        var amd64 = Layout.child(layout.image(BASE), "linux", "amd64");
        var arm64 = Layout.child(layout.image(BASE, UPGRADE), "linux", "arm64");
        var index = layout.index(amd64, arm64).digest();

        assertEquals(List.of(OLD, NEW), seen(inRegistry(index, "linux/amd64"), inRegistry(index, "linux/arm64/v8")));
    }

    @Test
    void refusesAPlatformThatIsNotThere() throws IOException {
        var index =
                layout.index(Layout.child(layout.image(BASE), "linux", "amd64")).digest();

        assertNotScanned("0 images where one is wanted", inRegistry(index, "linux/s390x"));
    }

    @Test
    void readsALayerThatImagesShareOnce() throws IOException {
        var registry = new LayoutRegistry(layout);
        var scanner = scanner(registry);
        var base = layout.image(BASE).digest();
        var rebuilt = layout.image(BASE, UPGRADE).digest();

        scanner.scan(List.of(inRegistry(base, "linux/amd64"), inRegistry(rebuilt, "linux/amd64")));
        scanner.scan(List.of(inRegistry(rebuilt, "linux/amd64")));

        assertEquals(List.of(Digest.of(BASE.gzipped()), Digest.of(UPGRADE.gzipped())), registry.asked());
    }

    @Test
    void looksPastAttestationsInALayout() throws IOException {
        var image = Layout.child(layout.image(BASE), "linux", "amd64");
        var attestation = Layout.child(layout.image(UPGRADE), "unknown", "unknown");
        layout.holds(layout.index(image, attestation));

        assertEquals(List.of(OLD), seen(inLayout()));
    }

    @Test
    void refusesALayoutOfTwoImages() throws IOException {
        var one = Layout.child(layout.image(BASE), "linux", "amd64");
        var two = Layout.child(layout.image(UPGRADE), "linux", "arm64");
        layout.holds(one, two);

        assertNotScanned("2 images where one is wanted", inLayout());
    }

    @Test
    void refusesAManifestThatIsAnIndexToo() throws IOException {
        var both = layout.blob("", "{\"layers\": [], \"manifests\": []}".getBytes(StandardCharsets.UTF_8));
        layout.holds(both);

        assertNotScanned("neither an image manifest nor an index", inLayout());
    }

    @Test
    void refusesALayerThatWasChanged() throws IOException {
        layout.holds(layout.image(BASE));
        Files.write(layout.path(Digest.of(BASE.gzipped())), UPGRADE.gzipped());

        assertNotScanned(Digest.of(BASE.gzipped()).hex() + " but ", inLayout());
    }

    @Test
    void doesNotRememberALayerThatItRefused() throws IOException {
        layout.holds(layout.image(BASE));
        var scanner = scanner(new NoRegistry());
        Files.write(layout.path(Digest.of(BASE.gzipped())), UPGRADE.gzipped());
        scanner.scan(List.of(inLayout()));
        layout.image(BASE);

        assertInstanceOf(ScanResult.Scanned.class, scanner.scan(List.of(inLayout())));
    }

    @Test
    void refusesAManifestThatWasChanged() throws IOException {
        var image = layout.image(BASE);
        layout.holds(image);
        Files.writeString(layout.path(image.digest()), "{\"layers\": []}");

        assertNotScanned("is not what its name says", inLayout());
    }

    @Test
    void refusesMoreLayersThanAllowed() throws IOException {
        layout.holds(layout.image(BASE, UPGRADE, UPGRADE, UPGRADE));

        assertNotScanned("more than the allowed 3 layers", inLayout());
    }

    @Test
    void refusesALayerThatIsTooLargeBeforeItReadsIt() throws IOException {
        var digest = Digest.of(BASE.gzipped());
        var manifest = "{\"layers\": [{\"mediaType\": \"\", \"digest\": \"" + digest + "\", \"size\": 1048577}]}";
        layout.holds(layout.blob("", manifest.getBytes(StandardCharsets.UTF_8)));

        assertNotScanned("more than the allowed 1048576 bytes", inLayout());
    }

    @Test
    void saysNothingOfAnyImageIfItCannotReadOne() throws IOException {
        layout.holds(layout.image(BASE));
        var alpine = layout.image(new Tar().file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n"));

        assertNotScanned(
                "tried to read the packages of registry.test/debian@" + alpine.digest() + " for linux/amd64, but it is"
                        + " alpine 3.20.1",
                inLayout(),
                inRegistry(alpine.digest(), "linux/amd64"));
    }

    @Test
    void refusesAReleaseThatTheRecordsKnowNothingOf() throws IOException {
        layout.holds(layout.image(BASE, new Tar().file("usr/lib/os-release", "ID=debian\nVERSION_ID=13\n")));

        assertNotScanned("the OSV records have none for Debian 13", inLayout());
    }

    @Test
    void refusesWithoutRecords() throws IOException {
        layout.holds(layout.image(BASE));
        Files.delete(work.resolve("osv/CVE-2026-1.json"));

        assertNotScanned("has no OSV records", inLayout());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertNotScanned("there is no sha256:", inRegistry(Digest.of(new byte[0]), "linux/amd64"));
        assertNotScanned("index.json", inLayout());
    }

    private ImageAt inLayout() {
        return new ImageAt.InLayout(layout.directory());
    }

    private static ImageAt inRegistry(Digest digest, String platform) {
        return new ImageAt.InRegistry(REPOSITORY, digest, Platform.parse(platform));
    }

    private OsvScanner scanner(Registry registry) {
        return new OsvScanner("1.2", registry, work.resolve("osv"), new Limits(3, 100, 1 << 20, 1 << 16));
    }

    private ScanResult.Scanned scanned(ImageAt... images) {
        return assertInstanceOf(
                ScanResult.Scanned.class, scanner(new LayoutRegistry(layout)).scan(List.of(images)));
    }

    private List<Seen> seen(ImageAt... images) {
        return scanned(images).inventories().stream().map(Seen::in).toList();
    }

    private void assertNotScanned(String reason, ImageAt... images) {
        var result = assertInstanceOf(
                ScanResult.NotScanned.class, scanner(new LayoutRegistry(layout)).scan(List.of(images)));
        assertTrue(result.reason().contains(reason), result.reason());
    }

    private static String dpkg(String name, String version) {
        return "Package: " + name + "\nStatus: install ok installed\nVersion: " + version + "\n";
    }
}
