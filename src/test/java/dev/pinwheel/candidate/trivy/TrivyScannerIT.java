package dev.pinwheel.candidate.trivy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.candidate.Seen;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scans by Trivy with a real database of few facts. */
class TrivyScannerIT {

    private static final String FACTS = """
            {"sources": {"debian 12": {"ID": "debian", "Name": "Debian Security Tracker", "URL": "https://example.invalid"}},
             "advisories": [
               {"platform": "debian 12", "package": "openssl", "id": "CVE-2026-0001", "fixed": "3.0.22-1~deb12u1"},
               {"platform": "debian 12", "package": "xz-utils", "id": "CVE-2026-0002", "fixed": "5.4.1-1+deb12u2"},
               {"platform": "debian 12", "package": "xz-utils", "id": "CVE-2026-0003", "severity": 1, "status": 5}],
             "vulnerabilities": {
               "CVE-2026-0001": {"Title": "openssl: a flaw", "Severity": "CRITICAL"},
               "CVE-2026-0002": {"Title": "xz: a flaw"}},
             "UpdatedAt": "2026-11-20T06:00:00Z"}
            """;

    @TempDir
    private static Path shared;

    private static RealParts parts;
    private static Path oldLayout;
    private static Digest newer;

    @TempDir
    private Path directory;

    @BeforeAll
    static void publishBasesAndDatabase() throws Exception {
        RealParts.need("trivy", "mkdb");
        parts = RealParts.start(shared);
        oldLayout = parts.tiny(
                "old@1",
                "openssl=3.0.20-1~deb12u1",
                "xz-utils:liblzma5=5.4.1-1+deb12u1",
                "xz-utils:xz-utils=5.4.1-1+deb12u1");
        newer = parts.push(parts.tiny("new", "openssl=3.0.22-1~deb12u1"), "tiny/debian:12");
        var facts = Files.writeString(shared.resolve("facts.json"), FACTS);
        RealParts.run(List.of(
                RealParts.machine().find("mkdb").orElseThrow().toString(),
                facts.toString(),
                cache().resolve("db").toString()));
    }

    @AfterAll
    static void endRegistry() {
        if (parts != null) {
            parts.close();
        }
    }

    @Test
    void findsEachVulnerabilityOnceForItsSourcePackage() {
        var inventory = scanned(new ImageAt.InLayout(oldLayout)).inventories().getFirst();

        assertEquals(
                new Seen(
                        "debian 12.0",
                        Map.of(
                                "openssl", "3.0.20-1~deb12u1",
                                "liblzma5", "5.4.1-1+deb12u1",
                                "xz-utils", "5.4.1-1+deb12u1"),
                        List.of(
                                finding("CVE-2026-0001", "openssl", "3.0.20-1~deb12u1", "3.0.22-1~deb12u1"),
                                finding("CVE-2026-0002", "xz-utils", "5.4.1-1+deb12u1", "5.4.1-1+deb12u2"),
                                finding("CVE-2026-0003", "xz-utils", "5.4.1-1+deb12u1", ""))),
                Seen.in(inventory));
    }

    @Test
    void scansAnImageInARegistryAndSaysWithWhat() {
        var scanned = scanned(inRegistry(newer), new ImageAt.InLayout(oldLayout));

        assertEquals(2, scanned.inventories().size());
        assertEquals(List.of(), scanned.inventories().getFirst().findings());
        assertEquals(3, scanned.inventories().getLast().findings().size());
        assertEquals("trivy", scanned.scanner().name());
        assertTrue(scanned.scanner().version().matches("\\d+\\.\\d+.*|dev \\(sha256:[0-9a-f]{64}\\)"));
        assertEquals(Instant.parse("2026-11-20T06:00:00Z"), scanned.scanner().database());
    }

    @Test
    void oneImageThatIsNotThereLeavesNoneScanned() {
        var missing = Digest.of(new byte[0]);

        var reason = refusal(new ImageAt.InLayout(oldLayout), inRegistry(missing));

        assertTrue(reason.contains(missing.toString()), reason);
        assertTrue(reason.contains("was not scanned"), reason);
    }

    @Test
    void aPlatformThatAnImageDoesNotHaveIsRefused() {
        var reason = refusal(new ImageAt.InRegistry(repository(), newer, Platform.parse("linux/s390x")));

        assertTrue(reason.contains("linux/s390x"), reason);
    }

    @Test
    void anImageWithoutADistributionIsRefused() throws Exception {
        var reason = refusal(new ImageAt.InLayout(layout("nothing", "etc/hostname", "nothing\n")));

        assertTrue(reason.contains("no distribution was recognised"), reason);
    }

    @Test
    void aDistributionThatTrivyDoesNotJudgeIsRefused() throws Exception {
        var reason =
                refusal(new ImageAt.InLayout(layout("fedora", "etc/fedora-release", "Fedora release 40 (Forty)\n")));

        assertTrue(reason.contains("fedora") && reason.contains("was not scanned"), reason);
    }

    @Test
    void aDistributionWithoutPackagesIsRefused() throws Exception {
        var reason = refusal(new ImageAt.InLayout(layout("bare", "etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")));

        assertTrue(reason.contains("was not scanned"), reason);
    }

    @Test
    void aDistributionPastItsEndOfLifeIsRefused() throws Exception {
        var layout = parts.tiny("eol", "openssl=1.0.1-1");
        var old = layout(
                "debian7",
                "etc/debian_version",
                "7.0\n",
                "etc/os-release",
                "ID=debian\nVERSION_ID=\"7\"\n",
                "var/lib/dpkg/status",
                "Package: openssl\nStatus: install ok installed\nVersion: 1.0.1-1\n\n");

        var reason = refusal(new ImageAt.InLayout(layout), new ImageAt.InLayout(old));

        assertTrue(reason.contains("end of life"), reason);
    }

    @Test
    void withoutADatabaseNothingIsScanned() {
        var result =
                scanner(settings(), placed(directory.resolve("empty"))).scan(List.of(new ImageAt.InLayout(oldLayout)));

        var reason = assertInstanceOf(ScanResult.NotScanned.class, result).reason();
        assertTrue(reason.contains("there is no vulnerability database"), reason);
    }

    @Test
    void takesTheDatabaseFromARegistry() throws Exception {
        parts.push(databaseLayout(), "tiny/trivy-db:2");
        var empty = directory.resolve("cache");
        var origin = new Database.Origin.Registry(Watch.parse(parts.host() + "/tiny/trivy-db:2"));

        var result = scanner(settings(), new Database(empty, origin)).scan(List.of(new ImageAt.InLayout(oldLayout)));

        var scanned = assertInstanceOf(ScanResult.Scanned.class, result, result::toString);
        assertEquals(Instant.parse("2026-11-20T06:00:00Z"), scanned.scanner().database());
        assertEquals(3, scanned.inventories().getFirst().findings().size());
    }

    @Test
    void leavesNoFilesBehind() throws IOException {
        scanned(new ImageAt.InLayout(oldLayout));

        try (var left = Files.list(directory.resolve("jobs"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private ScanResult.Scanned scanned(ImageAt... images) {
        var result = scanner(settings(), placed(cache())).scan(List.of(images));
        return assertInstanceOf(ScanResult.Scanned.class, result, result::toString);
    }

    private String refusal(ImageAt... images) {
        var result = scanner(settings(), placed(cache())).scan(List.of(images));
        return assertInstanceOf(ScanResult.NotScanned.class, result).reason();
    }

    private BuilderSettings settings() {
        return new BuilderSettings(
                directory.resolve("jobs"), Set.of(parts.host()), Set.of(parts.host()), Optional.empty());
    }

    private static Database placed(Path cache) {
        return new Database(cache, new Database.Origin.Placed());
    }

    private static Path databaseLayout() throws IOException, InterruptedException {
        var layout = Files.createDirectories(shared.resolve("database"));
        var blobs = Files.createDirectories(layout.resolve("blobs").resolve("sha256"));
        var archive = shared.resolve("db.tar.gz");
        RealParts.run(List.of(
                "tar",
                "-C",
                cache().resolve("db").toString(),
                "-czf",
                archive.toString(),
                "trivy.db",
                "metadata.json"));
        var manifest = """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": {"mediaType": "application/vnd.aquasec.trivy.config.v1+json", %s},
                 "layers": [{"mediaType": "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip", %s,
                             "annotations": {"org.opencontainers.image.title": "db.tar.gz"}}]}
                """.formatted(blob(blobs, "{}".getBytes(UTF_8)), blob(blobs, Files.readAllBytes(archive)));
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
        Files.writeString(
                layout.resolve("index.json"),
                "{\"schemaVersion\": 2, \"manifests\": [{\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\", "
                        + blob(blobs, manifest.getBytes(UTF_8)) + "}]}");
        return layout;
    }

    private static String blob(Path blobs, byte[] content) throws IOException {
        var digest = Digest.of(content);
        Files.write(blobs.resolve(digest.hex()), content);
        return "\"digest\": \"" + digest + "\", \"size\": " + content.length;
    }

    private static TrivyScanner scanner(BuilderSettings settings, Database database) {
        var machine = RealParts.machine();
        return new TrivyScanner(
                machine, RealParts.ready(TrivyScanner.find(machine)), settings, database, Duration.ofMinutes(2));
    }

    private static Path cache() {
        return shared.resolve("cache");
    }

    private static ImageAt inRegistry(Digest digest) {
        return new ImageAt.InRegistry(repository(), digest, Platform.LINUX_AMD64);
    }

    private static Repository repository() {
        return new Repository(parts.host(), "tiny/debian");
    }

    private static Path layout(String name, String... pathsAndTexts) throws IOException, InterruptedException {
        var root = shared.resolve(name + "-root");
        for (var i = 0; i < pathsAndTexts.length; i += 2) {
            var file = root.resolve(pathsAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, pathsAndTexts[i + 1]);
        }
        var tar = shared.resolve(name + ".tar");
        RealParts.run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
        var layout = shared.resolve(name);
        RealParts.run(List.of("deploy/parts/oci-layout", tar.toString(), layout.toString(), "sh"));
        return layout;
    }

    private static Finding finding(String id, String source, String installed, String fixed) {
        var severity =
                switch (id) {
                    case "CVE-2026-0001" -> Severity.CRITICAL;
                    case "CVE-2026-0003" -> Severity.LOW;
                    default -> Severity.UNKNOWN;
                };
        var title =
                switch (id) {
                    case "CVE-2026-0001" -> "openssl: a flaw";
                    case "CVE-2026-0002" -> "xz: a flaw";
                    default -> "";
                };
        return new Finding(id, source, installed, Optional.of(fixed).filter(text -> !text.isEmpty()), severity, title);
    }
}
