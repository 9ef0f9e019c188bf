package dev.pinwheel.proposal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is recorded of an attempt that went well, and its parts, for tests to change one of. */
final class Samples {

    static final Source SOURCE = new Source("https://git.example.org/team/app");
    static final Watch WATCH = Watch.parse("python:3.11.6-slim-bookworm");
    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    static final ScannerUsed SCANNER = new ScannerUsed("trivy", "0.67.2", Instant.parse("2026-06-01T06:14:00Z"));

    static final Attempt ATTEMPT =
            new Attempt(new Candidate(SOURCE, WATCH, List.of(digest("pinned")), digest("candidate")), 1);

    private Samples() {}

    static Digest digest(String of) {
        return Digest.of(of.getBytes(UTF_8));
    }

    static Descriptor evidence(String of) {
        return new Descriptor("text/plain", digest(of), of.length());
    }

    static Finding finding(String id, String sourcePackage, Severity severity, Optional<String> fixed) {
        return new Finding(id, sourcePackage, "1.2-3", fixed, severity, "A fault in " + sourcePackage);
    }

    static Comparison comparison() {
        return new Comparison(
                SCANNER,
                List.of(
                        finding("CVE-2026-1001", "openssl", Severity.HIGH, Optional.of("1.2-4")),
                        finding("CVE-2026-0002", "glibc", Severity.CRITICAL, Optional.of("1.2-5"))),
                List.of(finding("CVE-2026-3003", "zlib", Severity.LOW, Optional.empty())),
                List.of(finding("CVE-2025-4004", "ncurses", Severity.NEGLIGIBLE, Optional.empty())),
                List.of(
                        new PackageChange("libc6", Optional.of("1.2-3"), Optional.of("1.2-5")),
                        new PackageChange("libold", Optional.of("9"), Optional.empty()),
                        new PackageChange("libnew", Optional.empty(), Optional.of("1"))),
                List.of(
                        new Comparison.Application(
                                "app/Dockerfile",
                                List.of(finding("CVE-2026-5005", "curl", Severity.MEDIUM, Optional.of("2"))),
                                List.of(),
                                true),
                        new Comparison.Application("job/Dockerfile", List.of(), List.of(), false)));
    }

    static List<Rebuild> rebuilds() {
        var proved = new Rebuild.UsedCandidate(true, "the image begins with its 4 layers");
        return List.of(
                new Rebuild.Built(
                        "app/Dockerfile",
                        "buildah 1.28.2",
                        digest("app"),
                        proved,
                        Duration.ofSeconds(41),
                        evidence("app log")),
                new Rebuild.Built(
                        "job/Dockerfile",
                        "buildah 1.28.2",
                        digest("job"),
                        proved,
                        Duration.ofSeconds(8),
                        evidence("job log")));
    }

    static List<Gate> gates() {
        return List.of(
                new Gate("cooldown", Gate.Outcome.PASS, "seen 3 days ago, and 2 are asked for", Optional.empty()),
                new Gate(
                        "new findings", Gate.Outcome.WARN, "1 new finding below high", Optional.of(evidence("report"))),
                new Gate("rebuild", Gate.Outcome.PASS, "2 of 2 Dockerfiles built", Optional.empty()));
    }

    static Progress progress(Verdict verdict, List<Gate> gates, List<Rebuild> rebuilds) {
        return progress(verdict, gates, rebuilds, Optional.empty());
    }

    static Progress progress(Verdict verdict, List<Gate> gates, List<Rebuild> rebuilds, Optional<String> urgency) {
        var found = new CandidateFound(AT, ATTEMPT, "main", "0123456789".repeat(4), AT.minusSeconds(259_200), urgency);
        var images =
                new ArrayList<>(List.of(scanned("pinned", Optional.empty()), scanned("candidate", Optional.empty())));
        rebuilds.forEach(rebuild -> images.add(scanned("app", Optional.of(rebuild.dockerfile()))));
        var scan = new Scan.Compared(SCANNER, 2, 1, 1, evidence("report"), images);
        return new Progress(
                new Recorded<>(40, found),
                Optional.of(new Recorded<>(41, new CandidateRebuilt(AT, ATTEMPT, rebuilds))),
                Optional.of(new Recorded<>(42, new CandidateScanned(AT, ATTEMPT, scan))),
                Optional.of(new Recorded<>(43, new CandidateJudged(AT, ATTEMPT, verdict, gates, digest("policy")))),
                Optional.empty(),
                Optional.empty());
    }

    private static ScannedImage scanned(String image, Optional<String> dockerfile) {
        return new ScannedImage(
                digest(image),
                dockerfile,
                "debian 12.15",
                Optional.empty(),
                evidence(image + " report"),
                evidence(image + " sbom"),
                evidence(image + " packages"));
    }

    static LedgerProof proof() {
        return new LedgerProof(43, """
                c2sp.org/tlog-proof@v1
                index 43
                AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

                pinwheel.example.org/ledger
                44
                BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=

                — pinwheel.example.org/ledger c2lnbmF0dXJl
                """, "pinwheel.example.org/ledger+01234567+a2V5", List.of());
    }

    static Facts facts() {
        return facts(comparison(), progress(Verdict.ACCEPTED, gates(), rebuilds()));
    }

    static Facts facts(Comparison comparison, Progress progress) {
        return new Facts(progress, comparison, List.of("job/Dockerfile", "app/Dockerfile"), proof());
    }
}
