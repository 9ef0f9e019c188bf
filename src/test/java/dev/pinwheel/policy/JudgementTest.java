package dev.pinwheel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Comparison.Application;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Gate.Outcome;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Rebuild.UsedCandidate;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final Instant FIRST_SEEN = Instant.parse("2026-11-18T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final ScannerUsed SCANNER = new ScannerUsed("osv", "1", FIRST_SEEN);
    private static final Descriptor LOG = descriptor("log");
    private static final Descriptor REPORT = descriptor("report");
    private static final Attempt ATTEMPT = new Attempt(
            new Candidate(
                    new Source("shop"),
                    Watch.parse("docker.io/library/debian:12"),
                    List.of(LOG.digest()),
                    REPORT.digest()),
            1);
    private static final Rebuild.Built BUILT =
            built("Dockerfile", new UsedCandidate(true, "its first layer is the candidate's"));
    private static final Comparison CLEAN = comparison(List.of(), compared("Dockerfile"));
    private static final Policy POLICY = new Policy(Stage.BLOCK_NEW, Severity.HIGH, Duration.ofDays(3));

    @Test
    void acceptsWhenEveryGatePasses() {
        var judgement = judge(POLICY, CLEAN, BUILT);

        assertEquals(Verdict.ACCEPTED, judgement.verdict());
        assertEquals(
                List.of(
                        pass("rebuilt", "Dockerfile built on the candidate with buildah 1.28.2.", LOG),
                        pass(
                                "candidate-used",
                                "The built image stands on the candidate: its first layer is the candidate's.",
                                LOG),
                        pass("new-findings", "The candidate brings no new finding.", REPORT),
                        new Gate(
                                "cooldown",
                                Outcome.PASS,
                                "The digest was first seen at 2026-11-18T00:00:00Z and matured at 2026-11-21T00:00:00Z.",
                                Optional.empty())),
                judgement.gates());
    }

    @Test
    void holdsWhenOneDockerfileDidNotBuild() {
        var failed = new Rebuild.Failed("web/Dockerfile", "buildah 1.28.2", "no network", Optional.of(LOG));

        var judgement = judge(POLICY, CLEAN, BUILT, failed);

        assertEquals(Verdict.HELD, judgement.verdict());
        assertEquals(
                new Gate(
                        "rebuilt",
                        Outcome.HOLD,
                        "web/Dockerfile was not built by buildah 1.28.2: no network.",
                        Optional.of(LOG)),
                gate(judgement, "rebuilt"));
    }

    @Test
    void holdsWhenNothingWasRebuilt() {
        var judgement = judge(POLICY, CLEAN);

        assertEquals(Verdict.HELD, judgement.verdict());
        assertEquals(Outcome.HOLD, gate(judgement, "rebuilt").outcome());
        assertEquals(Outcome.HOLD, gate(judgement, "candidate-used").outcome());
    }

    @Test
    void holdsWhenAnImageIsNotShownToStandOnTheCandidate() {
        var other = built("web/Dockerfile", new UsedCandidate(false, "its first layer is sha256:0"));
        var comparison = comparison(List.of(), compared("Dockerfile"), compared("web/Dockerfile"));

        var judgement = judge(POLICY, comparison, BUILT, other);

        assertEquals(Verdict.HELD, judgement.verdict());
        assertEquals(
                "The image of web/Dockerfile is not shown to stand on the candidate: its first layer is sha256:0.",
                gate(judgement, "candidate-used").reason());
    }

    @Test
    void blocksAFindingOfTheBaseAtTheThreshold() {
        var judgement = judge(POLICY, comparison(List.of(finding(1, Severity.HIGH)), compared("Dockerfile")), BUILT);

        assertEquals(Verdict.BLOCKED, judgement.verdict());
        assertEquals(
                new Gate(
                        "new-findings",
                        Outcome.BLOCK,
                        "The candidate brings 1 new finding at or above HIGH: CVE-2026-1 in openssl.",
                        Optional.of(REPORT)),
                gate(judgement, "new-findings"));
    }

    @Test
    void blocksAFindingThatNobodyRated() {
        var comparison = comparison(List.of(finding(1, Severity.UNKNOWN)), compared("Dockerfile"));

        assertEquals(Verdict.BLOCKED, judge(POLICY, comparison, BUILT).verdict());
    }

    @Test
    void blocksWhatAnApplicationBringsWhereItWasCompared() {
        var comparison = comparison(List.of(), compared("Dockerfile", finding(1, Severity.CRITICAL)));

        assertEquals(Verdict.BLOCKED, judge(POLICY, comparison, BUILT).verdict());
    }

    @Test
    void doesNotHoldAnApplicationsOwnFindingsAgainstTheRotation() {
        var own = new Application("Dockerfile", List.of(finding(1, Severity.CRITICAL)), List.of(), false);

        assertEquals(
                Verdict.ACCEPTED,
                judge(POLICY, comparison(List.of(), own), BUILT).verdict());
    }

    @Test
    void acceptsAndTellsWhatIsMilder() {
        var judgement = judge(POLICY, comparison(List.of(finding(1, Severity.MEDIUM)), compared("Dockerfile")), BUILT);

        assertEquals(Verdict.ACCEPTED, judgement.verdict());
        assertEquals(
                "The candidate brings no new finding at or above HIGH, and 1 milder one.",
                gate(judgement, "new-findings").reason());
    }

    @Test
    void onlyWarnsOfNewFindingsWhileItMonitors() {
        var monitor = new Policy(Stage.MONITOR, Severity.HIGH, Duration.ZERO);
        var many = Stream.of(1, 2, 3, 4, 5)
                .map(number -> finding(number, Severity.HIGH))
                .toList();

        var judgement = judge(monitor, comparison(many, compared("Dockerfile")), BUILT);

        assertEquals(Verdict.ACCEPTED, judgement.verdict());
        assertEquals(
                new Gate(
                        "new-findings",
                        Outcome.WARN,
                        "The candidate brings 5 new findings at or above HIGH: CVE-2026-1 in openssl,"
                                + " CVE-2026-2 in openssl, CVE-2026-3 in openssl and 2 more.",
                        Optional.of(REPORT)),
                gate(judgement, "new-findings"));
    }

    @Test
    void holdsWhenNothingCouldBeScanned() {
        var dossier = dossier(new Scan.NotScanned("there is no Trivy"), Optional.empty(), BUILT);

        var judgement = POLICY.judge(dossier, NOW);

        assertEquals(Verdict.HELD, judgement.verdict());
        assertEquals(
                new Gate(
                        "new-findings", Outcome.HOLD, "Nothing could be scanned: there is no Trivy.", Optional.empty()),
                gate(judgement, "new-findings"));
    }

    @Test
    void holdsWhenTheReportIsGone() {
        var judgement = POLICY.judge(dossier(scan(CLEAN), Optional.empty(), BUILT), NOW);

        assertEquals(Outcome.HOLD, gate(judgement, "new-findings").outcome());
    }

    @Test
    void holdsWhenABuiltImageIsNotInTheReport() {
        var judgement = judge(POLICY, CLEAN, BUILT, built("web/Dockerfile", BUILT.usedCandidate()));

        assertEquals(Outcome.HOLD, gate(judgement, "new-findings").outcome());
    }

    @Test
    void holdsADigestThatHasNotMatured() {
        var judgement = POLICY.judge(dossier(scan(CLEAN), Optional.of(CLEAN), BUILT), NOW.minusMillis(1));

        assertEquals(Verdict.HELD, judgement.verdict());
        assertEquals(
                "The digest was first seen at 2026-11-18T00:00:00Z and will have matured at 2026-11-21T00:00:00Z.",
                gate(judgement, "cooldown").reason());
    }

    @Test
    void warnsInsteadOfWaitingWhereThePinnedDigestHasVanished() {
        var found = new CandidateFound(
                NOW, ATTEMPT, "main", "c0ffee", NOW.minusSeconds(60), Optional.of("the pin has vanished"));
        var dossier = new Dossier(
                found,
                new CandidateRebuilt(NOW, ATTEMPT, List.of(BUILT)),
                new CandidateScanned(NOW, ATTEMPT, scan(CLEAN)),
                Optional.of(CLEAN));

        var judgement = POLICY.judge(dossier, NOW);

        assertEquals(Verdict.ACCEPTED, judgement.verdict());
        assertEquals(Outcome.WARN, gate(judgement, "cooldown").outcome());
        assertTrue(gate(judgement, "cooldown").reason().endsWith("cannot wait: the pin has vanished."));
    }

    @Test
    void warnsWhereThePinnedBaseHasVanishedAndNothingCanBeCalledNew() {
        var application = new Application("Dockerfile", List.of(), List.of(), false);
        var comparison = new Comparison(
                SCANNER,
                false,
                List.of(),
                List.of(),
                List.of(finding(1, Severity.CRITICAL)),
                List.of(),
                List.of(application));

        var judgement = POLICY.judge(dossier(scan(comparison), Optional.of(comparison), BUILT), NOW);

        assertEquals(Verdict.ACCEPTED, judgement.verdict());
        assertEquals(Outcome.WARN, gate(judgement, "new-findings").outcome());
        assertTrue(gate(judgement, "new-findings").reason().contains("CVE-2026-1 in openssl"));
    }

    @Test
    void blocksRatherThanHoldsWhenBothAreDue() {
        var comparison = comparison(List.of(finding(1, Severity.HIGH)), compared("Dockerfile"));

        var judgement = POLICY.judge(dossier(scan(comparison), Optional.of(comparison), BUILT), FIRST_SEEN);

        assertEquals(Verdict.BLOCKED, judgement.verdict());
    }

    @Test
    void refusesADossierOfTwoAttempts() {
        var found = new CandidateFound(NOW, ATTEMPT, "main", "c0ffee", FIRST_SEEN);
        var rebuilt = new CandidateRebuilt(NOW, new Attempt(ATTEMPT.candidate(), 2), List.of());
        var scanned = new CandidateScanned(NOW, ATTEMPT, scan(CLEAN));

        assertThrows(IllegalArgumentException.class, () -> new Dossier(found, rebuilt, scanned, Optional.of(CLEAN)));
    }

    private static Judgement judge(Policy policy, Comparison comparison, Rebuild... rebuilds) {
        return policy.judge(dossier(scan(comparison), Optional.of(comparison), rebuilds), NOW);
    }

    private static Dossier dossier(Scan scan, Optional<Comparison> comparison, Rebuild... rebuilds) {
        return new Dossier(
                new CandidateFound(NOW, ATTEMPT, "main", "c0ffee", FIRST_SEEN),
                new CandidateRebuilt(NOW, ATTEMPT, List.of(rebuilds)),
                new CandidateScanned(NOW, ATTEMPT, scan),
                comparison);
    }

    private static Scan scan(Comparison comparison) {
        return new Scan.Compared(SCANNER, 0, comparison.introduced().size(), 0, REPORT, List.of());
    }

    private static Rebuild.Built built(String dockerfile, UsedCandidate used) {
        return new Rebuild.Built(dockerfile, "buildah 1.28.2", LOG.digest(), used, Duration.ofSeconds(9), LOG);
    }

    private static Comparison comparison(List<Finding> introduced, Application... applications) {
        return new Comparison(SCANNER, List.of(), introduced, List.of(), List.of(), List.of(applications));
    }

    private static Application compared(String dockerfile, Finding... introduced) {
        return new Application(dockerfile, List.of(introduced), List.of(introduced), true);
    }

    private static Finding finding(int number, Severity severity) {
        return new Finding("CVE-2026-" + number, "openssl", "1", Optional.empty(), severity, "");
    }

    private static Gate gate(Judgement judgement, String name) {
        return judgement.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Gate pass(String name, String reason, Descriptor evidence) {
        return new Gate(name, Outcome.PASS, reason, Optional.of(evidence));
    }

    private static Descriptor descriptor(String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Descriptor("text/plain", Digest.of(bytes), bytes.length);
    }
}
