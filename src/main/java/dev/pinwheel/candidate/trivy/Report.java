package dev.pinwheel.candidate.trivy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.InstalledPackage;
import dev.pinwheel.candidate.Inventory;
import dev.pinwheel.candidate.PackageUrl;
import dev.pinwheel.candidate.ScanReport;
import dev.pinwheel.candidate.process.Transcript;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Trivy's JSON report on one image. */
final class Report {

    private static final String MEDIA_TYPE = "application/json";
    private static final long LARGEST = 128L << 20;
    private static final int LONGEST_TITLE = 200;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,99}");

    private final byte[] content;
    private final JsonNode json;

    private Report(byte[] content, JsonNode json) {
        this.content = content;
        this.json = json;
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it cannot be read
     */
    static Report read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("Trivy ended well and wrote no report");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("the report is larger than " + LARGEST + " bytes");
        }
        var content = Files.readAllBytes(file);
        return new Report(content, new ObjectMapper().readTree(content));
    }

    /** Whether the image that was scanned is for this platform, as far as its config says. */
    boolean isFor(Platform platform) {
        var config = json.path("Metadata").path("ImageConfig");
        var variant = config.path("variant").asText();
        return config.path("os").asText().equals(platform.os())
                && config.path("architecture").asText().equals(platform.architecture())
                && (variant.isEmpty() || platform.variant().map(variant::equals).orElse(true));
    }

    /**
     * What the report says of the distribution's packages.
     *
     * @throws IOException if it does not show that the image's packages were found and judged
     */
    Inventory inventory() throws IOException {
        var system = system(json.path("Metadata").path("OS"));
        var results = results();
        return new Inventory(system, packages(results), findings(results), new ScanReport(MEDIA_TYPE, content));
    }

    private static String system(JsonNode os) throws IOException {
        var family = os.path("Family").asText();
        var release = os.path("Name").asText();
        if (family.isEmpty() || family.equals("none") || release.isEmpty()) {
            throw new IOException("no distribution was recognised in the image");
        }
        if (os.path("EOSL").asBoolean()) {
            throw new IOException(family + " " + release + " gets no security data any more (end of life)");
        }
        return family + " " + release;
    }

    private List<JsonNode> results() throws IOException {
        var results = new ArrayList<JsonNode>();
        for (var result : json.path("Results")) {
            if (result.path("Class").asText().equals("os-pkgs")) {
                results.add(result);
            }
        }
        if (results.stream().allMatch(result -> result.path("Packages").isEmpty())) {
            throw new IOException("no packages of a distribution were found in the image");
        }
        return results;
    }

    private static List<InstalledPackage> packages(List<JsonNode> results) throws IOException {
        var packages = new ArrayList<InstalledPackage>();
        for (var result : results) {
            for (var entry : result.path("Packages")) {
                packages.add(installed(entry));
            }
        }
        return packages;
    }

    private static InstalledPackage installed(JsonNode entry) throws IOException {
        var url = entry.path("Identifier").path("PURL").asText();
        try {
            return new InstalledPackage(
                    entry.path("Name").asText(),
                    version(entry, ""),
                    entry.path("Arch").asText(),
                    source(entry),
                    version(entry, prefix(entry)),
                    new PackageUrl(url));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the report has a package without a usable package URL: "
                            + Transcript.shortened(url, LONGEST_TITLE),
                    e);
        }
    }

    private static List<Finding> findings(List<JsonNode> results) throws IOException {
        var findings = new TreeMap<String, Finding>();
        for (var result : results) {
            var installed = new HashMap<String, JsonNode>();
            result.path("Packages")
                    .forEach(entry -> installed.put(entry.path("ID").asText(), entry));
            for (var vulnerability : result.path("Vulnerabilities")) {
                var entry = installed.get(vulnerability.path("PkgID").asText());
                if (entry == null) {
                    throw new IOException("the report has a finding in " + vulnerability.path("PkgID")
                            + " and does not list that package");
                }
                var finding = finding(vulnerability, entry);
                findings.merge(finding.key(), finding, Report::worse);
            }
        }
        return List.copyOf(findings.values());
    }

    private static Finding finding(JsonNode vulnerability, JsonNode entry) throws IOException {
        var id = vulnerability.path("VulnerabilityID").asText();
        if (!IDENTIFIER.matcher(id).matches()) {
            throw new IOException("the report has a finding with the identifier '" + id + "'");
        }
        return new Finding(
                id,
                source(entry),
                version(entry, prefix(entry)),
                Optional.of(vulnerability.path("FixedVersion").asText()).filter(fixed -> !fixed.isEmpty()),
                severity(vulnerability.path("Severity").asText()),
                title(vulnerability.path("Title").asText()));
    }

    private static String source(JsonNode entry) {
        return entry.path(prefix(entry) + "Name").asText();
    }

    /** What the members that name the source package begin with; a package without one is its own source. */
    private static String prefix(JsonNode entry) {
        return entry.path("SrcName").asText().isEmpty() ? "" : "Src";
    }

    private static String version(JsonNode entry, String prefix) {
        var epoch = entry.path(prefix + "Epoch").asInt();
        var release = entry.path(prefix + "Release").asText();
        return (epoch == 0 ? "" : epoch + ":")
                + entry.path(prefix + "Version").asText()
                + (release.isEmpty() ? "" : "-" + release);
    }

    private static Severity severity(String text) {
        return switch (text) {
            case "LOW" -> Severity.LOW;
            case "MEDIUM" -> Severity.MEDIUM;
            case "HIGH" -> Severity.HIGH;
            case "CRITICAL" -> Severity.CRITICAL;
            default -> Severity.UNKNOWN;
        };
    }

    private static String title(String text) {
        return Transcript.shortened(text.replaceAll("\\p{Cntrl}+", " ").strip(), LONGEST_TITLE);
    }

    private static Finding worse(Finding one, Finding other) {
        return one.severity().compareTo(other.severity()) >= 0 ? one : other;
    }
}
