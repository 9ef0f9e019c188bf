package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.Inventory;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.event.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded scanner beside Trivy: two real Debian images, the same facts in the form of each. */
class OsvScannerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CACHE =
            home("PINWHEEL_CACHE", Path.of(System.getProperty("user.home"), ".cache", "pinwheel"));
    private static final Path PARTS =
            home("PINWHEEL_PARTS", CACHE.resolve("parts")).resolve("bin");
    private static final Path OLD = CACHE.resolve("bases/old");
    private static final Path NEW = CACHE.resolve("bases/new");

    @TempDir
    private Path work;

    @BeforeEach
    void partsAreThere() {
        for (var part : List.of(PARTS.resolve("trivy"), PARTS.resolve("mkdb"), OLD, NEW)) {
            var isThere = Files.exists(part);
            assertFalse(!isThere && "true".equals(System.getenv("CI")), () -> "there is no " + part);
            assumeTrue(isThere, () -> "skipped: no " + part);
        }
    }

    @Test
    void findsWhatTrivyFinds() throws Exception {
        var facts = new Facts(systemOf(OLD), systemOf(NEW));
        facts.writeOsv(work.resolve("osv"));
        facts.writeTrivy(work.resolve("facts.json"));
        run(List.of(PARTS.resolve("mkdb").toString(), "facts.json", "cache/db"));

        var scanned = assertInstanceOf(ScanResult.Scanned.class, scanner().scan(List.of(at(OLD), at(NEW))));

        assertEquals(Optional.empty(), difference(scanned.inventories().getFirst(), OLD));
        assertEquals(Optional.empty(), difference(scanned.inventories().getLast(), NEW));
        assertNotEquals(
                scanned.inventories().getFirst().findings(),
                scanned.inventories().getLast().findings());
    }

    private OsvScanner scanner() {
        return new OsvScanner("test", new NoRegistry(), work.resolve("osv"), Limits.ORDINARY);
    }

    private static ImageAt at(Path layout) {
        return new ImageAt.InLayout(layout);
    }

    private static DebianSystem systemOf(Path layout) throws IOException {
        var image = LayeredImage.open(at(layout), new NoRegistry());
        var layers = new ArrayList<Layer>();
        for (var layer : image.layers()) {
            try (var blob = image.blobs().blob(layer)) {
                layers.add(new LayerReader(Limits.ORDINARY).read(blob));
            }
        }
        return DebianSystem.read(Layer.stack(layers));
    }

    private Optional<String> difference(Inventory ours, Path layout) throws Exception {
        var report = trivy(layout);
        var result = report.path("Results").path(0);
        var sources = new TreeMap<String, String>();
        var packages = new TreeMap<String, String>();
        for (var each : result.path("Packages")) {
            var name = each.path("Name").asText();
            sources.put(name, each.path("SrcName").asText());
            packages.put(name, version(each));
        }
        var findings = new TreeSet<String>();
        for (var each : result.path("Vulnerabilities")) {
            findings.add(String.join(
                    " ",
                    each.path("VulnerabilityID").asText(),
                    sources.get(each.path("PkgName").asText()),
                    each.path("FixedVersion").asText("-"),
                    each.path("Severity").asText()));
        }
        assertFalse(findings.isEmpty());
        assertEquals(packages, new TreeMap<>(ours.versions()));
        assertEquals("debian " + report.path("Metadata").path("OS").path("Name").asText(), ours.system());
        var found =
                new TreeSet<>(ours.findings().stream().map(OsvScannerIT::line).toList());
        return found.equals(findings) ? Optional.empty() : Optional.of("ours " + found + ", Trivy's " + findings);
    }

    private static String version(JsonNode each) {
        var epoch = each.path("Epoch").asInt();
        var release = each.path("Release").asText();
        return (epoch == 0 ? "" : epoch + ":")
                + each.path("Version").asText()
                + (release.isEmpty() ? "" : "-" + release);
    }

    private static String line(Finding finding) {
        return String.join(
                " ",
                finding.id(),
                finding.sourcePackage(),
                finding.fixed().orElse("-"),
                finding.severity().toString());
    }

    private JsonNode trivy(Path layout) throws Exception {
        var options = "--pkg-types os --cache-dir cache --skip-db-update --skip-version-check --disable-telemetry"
                + " --offline-scan --scanners vuln --list-all-pkgs -f json -o report.json --input " + layout;
        var command = new ArrayList<>(List.of(PARTS.resolve("trivy").toString(), "image"));
        command.addAll(List.of(options.split(" ")));
        run(command);
        return JSON.readTree(work.resolve("report.json").toFile());
    }

    private void run(List<String> command) throws Exception {
        var log = work.resolve("log").toFile();
        var process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            var ended = process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
            assertEquals(true, ended, () -> command + ": " + text(log.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path home(String variable, Path otherwise) {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of).orElse(otherwise);
    }

    /** Facts about the packages of both images: fixed between the two, fixed before, never fixed. */
    private record Facts(DebianSystem before, DebianSystem after) {

        private record Fact(String id, String source, Optional<String> fixed, String severity) {}

        private List<Fact> all() {
            var facts = new ArrayList<Fact>();
            var number = 1000;
            for (var each : sources(after).entrySet()) {
                var id = "CVE-2026-" + number++;
                var severity = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL").get(number % 4);
                var moved = !each.getValue().equals(sources(before).get(each.getKey()));
                if (moved) {
                    facts.add(new Fact(id, each.getKey(), Optional.of(each.getValue()), severity));
                } else if (number % 3 == 0) {
                    facts.add(new Fact(id, each.getKey(), Optional.empty(), severity));
                } else if (number % 3 == 1) {
                    facts.add(new Fact(id, each.getKey(), Optional.of(each.getValue() + "~"), severity));
                } else {
                    facts.add(new Fact(id, each.getKey(), Optional.of(each.getValue() + "+1"), severity));
                }
            }
            return facts;
        }

        private static Map<String, String> sources(DebianSystem system) {
            var versions = new TreeMap<String, String>();
            system.packages().forEach(each -> versions.put(each.source(), each.sourceVersion()));
            return versions;
        }

        private void writeOsv(Path directory) throws IOException {
            Files.createDirectories(directory);
            for (var fact : all()) {
                var fixed = fact.fixed().map(version -> ", {\"fixed\": \"" + version + "\"}");
                var record = """
                        {"id": "DEBIAN-%1$s", "upstream": ["%1$s"], "modified": "2026-11-20T00:00:00Z", "affected": [
                          {"package": {"ecosystem": "Debian:12", "name": "%2$s"},
                           "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}%3$s]}],
                           "ecosystem_specific": {"severity": "%4$s", "urgency": "not yet assigned"}}]}
                        """.formatted(fact.id(), fact.source(), fixed.orElse(""), fact.severity());
                Files.writeString(directory.resolve(fact.id() + ".json"), record);
            }
        }

        private void writeTrivy(Path file) throws IOException {
            var root = JSON.createObjectNode();
            root.putObject("sources").putObject("debian 12").put("ID", "debian").put("Name", "facts");
            root.putObject("vulnerabilities");
            root.put("updatedAt", "2026-11-20T00:00:00Z");
            var advisories = root.putArray("advisories");
            for (var fact : all()) {
                advisories
                        .addObject()
                        .put("platform", "debian 12")
                        .put("package", fact.source())
                        .put("id", fact.id())
                        .put("fixed", fact.fixed().orElse(""))
                        .put(
                                "severity",
                                List.of("LOW", "MEDIUM", "HIGH", "CRITICAL").indexOf(fact.severity()) + 1);
            }
            JSON.writeValue(file.toFile(), root);
        }
    }
}
