package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.osv.Limits;
import dev.pinwheel.candidate.osv.OsvScanner;
import dev.pinwheel.candidate.trivy.Database;
import dev.pinwheel.candidate.trivy.TrivyScanner;
import dev.pinwheel.event.Finding;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.InMemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill of materials of a real image, scanned again by Trivy: what was found in the image is found in it. */
class SbomIT {

    private static final String FACTS = """
            {"sources": {"debian 12": {"ID": "debian", "Name": "Debian Security Tracker", "URL": "https://example.invalid"}},
             "advisories": [
               {"platform": "debian 12", "package": "openssl", "id": "CVE-2026-0001", "fixed": "1:3.0.22-1~deb12u1"},
               {"platform": "debian 12", "package": "openssl", "id": "CVE-2026-0009", "fixed": "1:3.0.19-1"},
               {"platform": "debian 12", "package": "xz-utils", "id": "CVE-2026-0002", "fixed": "5.4.1-1+deb12u2"}],
             "vulnerabilities": {
               "CVE-2026-0001": {"Title": "a flaw", "Severity": "HIGH"}, "CVE-2026-0002": {"Title": "another"}},
             "UpdatedAt": "2026-11-20T06:00:00Z"}
            """;

    @TempDir
    private Path directory;

    private Path image = Path.of("");

    @BeforeEach
    void anImageAndADatabase() throws Exception {
        RealParts.need("trivy", "mkdb", "busybox");
        image = RealParts.tiny(
                directory.resolve("old"), "openssl:libssl3=1:3.0.20-1~deb12u1", "xz-utils:liblzma5=5.4.1-1+deb12u1");
        var facts = Files.writeString(directory.resolve("facts.json"), FACTS);
        RealParts.run(List.of(
                RealParts.machine().find("mkdb").orElseThrow().toString(),
                facts.toString(),
                directory.resolve("cache/db").toString()));
    }

    @Test
    void trivyFindsInItWhatItFoundInTheImage() throws Exception {
        var inventory = scanned(trivy());

        assertEquals(
                List.of("CVE-2026-0001 openssl", "CVE-2026-0002 xz-utils"),
                inventory.findings().stream().map(Finding::key).toList());
        assertEquals(keys(inventory), rescanned(inventory));
    }

    @Test
    void trivyFindsInThatOfTheEmbeddedScannerWhatItFindsInTheImage() throws Exception {
        var records = Files.createDirectories(directory.resolve("osv"));
        Files.writeString(records.resolve("CVE-2026-7.json"), """
                {"id": "CVE-2026-7", "modified": "2026-11-20T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "Debian:12", "name": "other"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}
                """);
        var inventory = scanned(new OsvScanner("test", new InMemoryRegistry(), records, Limits.ORDINARY));

        assertEquals(keys(scanned(trivy())), rescanned(inventory));
    }

    private Inventory scanned(Scanner scanner) {
        var result = scanner.scan(List.of(new ImageAt.InLayout(image)));
        return assertInstanceOf(ScanResult.Scanned.class, result, result::toString)
                .inventories()
                .getFirst();
    }

    private TrivyScanner trivy() {
        var machine = RealParts.machine();
        return new TrivyScanner(
                machine,
                RealParts.ready(TrivyScanner.find(machine)),
                new BuilderSettings(directory.resolve("jobs"), Set.of(), Set.of(), Optional.empty()),
                new Database(directory.resolve("cache"), new Database.Origin.Placed()),
                Duration.ofMinutes(2));
    }

    private static Set<String> keys(Inventory inventory) {
        return new TreeSet<>(inventory.findings().stream().map(Finding::key).toList());
    }

    private Set<String> rescanned(Inventory inventory) throws IOException, InterruptedException {
        var subject = new Subject(new ImageAt.InLayout(image), Digest.of(new byte[0]), Optional.of("Dockerfile"));
        var sbom = Files.write(directory.resolve("sbom.cdx.json"), new Sbom(subject, inventory, "x").written());
        var report = directory.resolve("report.json");
        var command = new ArrayList<>(
                List.of(RealParts.machine().find("trivy").orElseThrow().toString(), "sbom"));
        command.addAll(List.of("--cache-dir", directory.resolve("cache").toString(), "--skip-db-update"));
        command.addAll(List.of("--offline-scan", "--skip-version-check", "--disable-telemetry", "--list-all-pkgs"));
        command.addAll(List.of("--format", "json", "--output", report.toString(), sbom.toString()));
        RealParts.run(command);
        return found(report);
    }

    private static Set<String> found(Path report) throws IOException {
        var found = new TreeSet<String>();
        for (var result : new ObjectMapper().readTree(report.toFile()).path("Results")) {
            for (var vulnerability : result.path("Vulnerabilities")) {
                for (var entry : result.path("Packages")) {
                    if (entry.path("ID").equals(vulnerability.path("PkgID"))) {
                        found.add(vulnerability.path("VulnerabilityID").asText() + " "
                                + entry.path("SrcName").asText());
                    }
                }
            }
        }
        return found;
    }
}
