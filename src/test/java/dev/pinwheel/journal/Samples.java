package dev.pinwheel.journal;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One or two events of each type, with every kind of value in them. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-21T08:30:00.125Z");
    public static final Source SOURCE = new Source("https://git.example.com/team/app.git");
    public static final Watch PYTHON = Watch.parse("python:3.11.6-slim-bookworm");
    public static final Watch LOCAL = Watch.parse("localhost:5000/base/debian:12");

    private Samples() {}

    public static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    public static Descriptor manifest(String content) {
        return new Descriptor("application/vnd.oci.image.index.v1+json", digest(content), 1_234);
    }

    public static Descriptor evidence(String content) {
        return new Descriptor("application/json", digest(content), 56_789);
    }

    public static Candidate candidate(String content) {
        return new Candidate(SOURCE, PYTHON, List.of(digest("old"), digest("older")), digest(content));
    }

    public static Attempt attempt(int number) {
        return new Attempt(candidate("new"), number);
    }

    /** The events by the name of their golden file. */
    public static Map<String, Event> all() {
        var events = new TreeMap<String, Event>();
        runs(events);
        looks(events);
        WatchingSamples.into(events);
        candidates(events);
        trials(events);
        return events;
    }

    /** All of them, and those that only the journal itself records. */
    static Map<String, Event> written() {
        var events = new TreeMap<>(all());
        events.put(
                "key.rotated",
                new KeyRotated(
                        NOW,
                        "example.com/log+84fc6e36+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
                        "the yearly change"));
        events.put(
                "origin.ended",
                new OriginEnded(
                        NOW,
                        "example.com/log2+8ec3e33a+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
                        "another team takes over"));
        return events;
    }

    private static void runs(Map<String, Event> events) {
        events.put("bot.started", new BotStarted(NOW, "0.1.0", digest("policy")));
        events.put(
                "bot.started-node",
                new BotStarted(NOW.plusSeconds(1), "0.2.0", digest("policy"), Optional.of("0badcafe")));
        events.put("bot.stopped-node", new BotStopped(NOW.plusSeconds(2), Optional.of("0badcafe")));
        events.put("evidence.deleted", new EvidenceDeleted(NOW, evidence("log"), 7, "P400D"));
        events.put("bot.stopped", new BotStopped(NOW));
        events.put("poll.started", new CycleStarted(NOW, "cron 0 0 * * * ?"));
        events.put("poll.rollup", new CycleCompleted(NOW.plusSeconds(9), NOW, 3, 50, 2, 1));
        events.put(
                "poll.rollup-under-way", new CycleCompleted(NOW.plusSeconds(61), NOW.plusSeconds(1), 3, 40, 2, 1, 1));
        events.put(
                "step.failed", new StepFailed(NOW, "CandidateFound", "alpine \"3.20\"", "tab\tnew\nline\u0001 ü 🎡"));
        events.put("witness.changed", new WitnessChanged(NOW, "team-b", false, "it did not answer within 15 s"));
    }

    private static void looks(Map<String, Event> events) {
        events.put("source.read", new SourceRead(NOW, SOURCE, "main", "4b825dc6", 12, 1, evidence("pins")));
        events.put("source.unreadable", new SourceUnreadable(NOW, NOW, SOURCE, "the host did not answer in 30 s"));
        events.put("digest.observed", new DigestObserved(NOW, PYTHON, manifest("new"), Optional.empty()));
        events.put(
                "digest.observed-again",
                new DigestObserved(
                        NOW, LOCAL, manifest("newer"), Optional.of(new DigestObserved.Previous(7, digest("new")))));
        events.put("source.changed", new SourceChanged(NOW, "github", "sha256:0a1b", SOURCE, "push"));
        events.put("look.asked", new LookAsked(NOW, "hub", "7f-1", PYTHON.repository(), Optional.of(PYTHON.tag())));
        events.put("look.asked-repository", new LookAsked(NOW, "quay", "7f-2", LOCAL.repository(), Optional.empty()));
        events.put("registry.error", new LookFailed(NOW, NOW, LOCAL, "throttled", "the registry answered 429"));
    }

    private static void candidates(Map<String, Event> events) {
        var waiting = new CandidateWaiting(NOW, candidate("new"), NOW.minusSeconds(60), NOW.plusSeconds(3600));
        events.put("candidate.waiting", waiting);
        events.put("candidate.found", new CandidateFound(NOW, attempt(1), "main", "4b825dc6", NOW.minusSeconds(60)));
        events.put("rotation.proposed", proposed(NOW, attempt(1), Proposed.How.OPENED));
        events.put("rotation.refused", new ProposalRefused(NOW, attempt(1), "closed by a maintainer"));
        events.put("candidate.rebuilt", new CandidateRebuilt(NOW, attempt(1), rebuilds()));
    }

    public static Proposed proposed(Instant at, Attempt attempt, Proposed.How how) {
        return new Proposed(at, attempt, how, "https://git.example.com/team/app/pull/5", "pinwheel/python", "5c6ffbdd");
    }

    private static List<Rebuild> rebuilds() {
        var used = new Rebuild.UsedCandidate(true, "its first 4 layers are the candidate's");
        return List.of(
                new Rebuild.Built(
                        "Dockerfile",
                        "buildah 1.28.2",
                        digest("image"),
                        used,
                        Duration.ofMillis(93_001),
                        evidence("log")),
                new Rebuild.Failed("web/Dockerfile", "buildah 1.28.2", "exit code 1", Optional.of(evidence("log 2"))),
                new Rebuild.Failed("api/Dockerfile", "buildah 1.28.2", "timed out", Optional.empty()));
    }

    private static void trials(Map<String, Event> events) {
        events.put("scan.completed", new CandidateScanned(NOW, attempt(2), compared()));
        events.put("scan.completed-images", new CandidateScanned(NOW, attempt(3), comparedWithImages()));
        events.put("scan.completed-not", new CandidateScanned(NOW, attempt(1), new Scan.NotScanned("no scanner")));
        events.put("digest.verdict", judged(NOW, attempt(2), Verdict.ACCEPTED));
        events.put("digest.verdict-held", judged(NOW, attempt(1), Verdict.HELD));
    }

    public static Scan compared() {
        return new Scan.Compared(
                new ScannerUsed("trivy", "0.66.0", NOW.minusSeconds(7_200)),
                14,
                0,
                3,
                evidence("comparison"),
                List.of());
    }

    private static Scan comparedWithImages() {
        var base = new ScannedImage(
                digest("base"),
                Optional.empty(),
                "debian 12.15",
                Optional.of(LocalDate.parse("2028-06-30")),
                evidence("report"),
                evidence("sbom"),
                evidence("packages"));
        var built = new ScannedImage(
                digest("built"),
                Optional.of("app/Dockerfile"),
                "wolfi 20230201",
                Optional.empty(),
                evidence("report"),
                evidence("sbom"),
                evidence("packages"));
        var scanner = new ScannerUsed("trivy", "0.68.2", NOW.minusSeconds(7_200));
        return new Scan.Compared(scanner, 0, 1, 2, evidence("comparison"), List.of(base, built));
    }

    public static CandidateJudged judged(Instant at, Attempt attempt, Verdict verdict) {
        var gates = List.of(
                new Gate("rebuild", Gate.Outcome.PASS, "built in 93 s", Optional.of(evidence("log"))),
                new Gate("cooldown", Gate.Outcome.SKIPPED, "not configured", Optional.empty()));
        return new CandidateJudged(at, attempt, verdict, gates, digest("policy"));
    }
}
