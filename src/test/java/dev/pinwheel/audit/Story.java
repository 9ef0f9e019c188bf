package dev.pinwheel.audit;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Two days of one repository: its pin is rotated from A to B, somebody moves it on to C by hand, the tag goes back
 * to A, the registry is out of reach once, and a mirror shows what nobody has seen.
 */
public final class Story {

    public static final Instant BEGIN = Instant.parse("2026-10-01T08:00:00Z");
    public static final Source SOURCE = new Source("https://git.example.com/team/app.git");
    public static final Watch IMAGE = Watch.parse("debian:12");
    public static final Watch MIRROR = Watch.parse("mirror.example.com/hub/debian:12");
    public static final Digest A = digest("A");
    public static final Digest B = digest("B");
    public static final Digest C = digest("C");
    public static final Digest POLICY = digest("policy");

    /** How many contents its entries name. */
    public static final int EVIDENCE = 14;

    private final Journal journal;
    private final Evidence evidence;
    private long last;

    private Story(Journal journal, Evidence evidence) {
        this.journal = journal;
        this.evidence = evidence;
    }

    public static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    static Instant hour(int hours) {
        return BEGIN.plus(Duration.ofHours(hours));
    }

    /** Records the story in this directory and returns the ledger's verifier key. */
    public static String tell(Path data) throws IOException {
        try (var journal = Journals.open(data)) {
            new Story(journal, new Evidence(data.resolve("evidence"))).tell();
            journal.publish();
            return journal.key().toString();
        }
    }

    private void tell() throws IOException {
        record(new BotStarted(hour(0), "0.1.0", digest("old policy")));
        record(new CycleStarted(hour(0), "cron"));
        record(read(hour(0), "c1", A));
        var first = observe(hour(0), A, Optional.empty());
        record(new CycleCompleted(hour(0).plusSeconds(9), hour(0), 1, 1, 1, 0));
        record(new BotStopped(hour(1)));
        record(new BotStarted(hour(5), "0.1.0", POLICY));
        record(new CycleStarted(hour(5), "cron"));
        var second = observe(hour(5), B, Optional.of(new DigestObserved.Previous(first, A)));
        rotate(new Attempt(new Candidate(SOURCE, IMAGE, List.of(A), B), 1));
        record(read(hour(7), "c2", B));
        record(new LookFailed(hour(8), hour(8), IMAGE, "unreachable", "=the registry\r\ndid <b>not</b> answer"));
        record(read(hour(30), "c3", C));
        observe(hour(31), A, Optional.of(new DigestObserved.Previous(second, B)));
        record(new ViewSplit(
                hour(31), IMAGE, MIRROR, A, C, ViewSplit.Kind.ALARM, "the ledger has never seen this digest there"));
        record(new BotStarted(hour(32), "0.1.1", POLICY));
    }

    private long record(Event event) {
        last = journal.append(event).index();
        return last;
    }

    private long observe(Instant at, Digest digest, Optional<DigestObserved.Previous> previous) {
        var manifest = new Descriptor("application/vnd.oci.image.index.v1+json", digest, 99);
        return record(new DigestObserved(at, IMAGE, manifest, previous));
    }

    private SourceRead read(Instant at, String commit, Digest pinned) throws IOException {
        var report = """
                {"pins":[{"reference":"debian:12@%s","group":"%s","digest":"%s",\
                "sites":[{"file":"Dockerfile","line":3,"start":5,"end":76,"part":"digest"}]}],"problems":[]}\
                """.formatted(pinned, IMAGE, pinned);
        return new SourceRead(at, SOURCE, "main", commit, 1, 0, put(report));
    }

    private Descriptor put(String text) throws IOException {
        return evidence.put("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private void rotate(Attempt attempt) throws IOException {
        record(new CandidateFound(hour(5), attempt, "main", "c1", hour(5)));
        var used = new Rebuild.UsedCandidate(true, "its first layers are the candidate's");
        var built = new Rebuild.Built(
                "Dockerfile", "buildah 1", digest("built"), used, Duration.ofSeconds(9), put("the build's output"));
        record(new CandidateRebuilt(hour(6), attempt, List.of(built)));
        var scanner = new ScannerUsed("osv", "1", hour(-24));
        var comparison = new Comparison(
                scanner,
                List.of(finding("CVE-2026-1")),
                List.of(),
                List.of(finding("CVE-2026-2")),
                List.of(),
                List.of());
        var report =
                evidence.put(dev.pinwheel.evidence.Reports.COMPARISON, dev.pinwheel.evidence.Reports.bytes(comparison));
        record(new CandidateScanned(hour(6), attempt, new Scan.Compared(scanner, 1, 0, 1, report, images())));
        var gate = new Gate("rebuilt", Gate.Outcome.PASS, "it builds", Optional.empty());
        record(new CandidateJudged(hour(6), attempt, Verdict.ACCEPTED, List.of(gate), POLICY));
        record(new Proposed(
                hour(6), attempt, Proposed.How.OPENED, "https://git.example.com/team/app/pull/1", "pinwheel/1", "p1"));
    }

    private List<ScannedImage> images() throws IOException {
        return List.of(
                image(A, Optional.empty(), "debian 12.14"),
                image(B, Optional.empty(), "debian 12.15"),
                image(digest("built"), Optional.of("Dockerfile"), "debian 12.15"));
    }

    private ScannedImage image(Digest image, Optional<String> dockerfile, String system) throws IOException {
        return new ScannedImage(
                image,
                dockerfile,
                system,
                Optional.of(LocalDate.parse("2026-10-20")),
                put("report of " + image),
                evidence.put("application/vnd.cyclonedx+json", ("SBOM of " + image).getBytes(StandardCharsets.UTF_8)),
                put("packages of " + image));
    }

    private static Finding finding(String id) {
        return new Finding(id, "openssl", "3.0.1", Optional.of("3.0.2"), Severity.HIGH, "@title");
    }

    /** Facts without a story, as many as wanted. */
    public static Recorded<Event> cycle(int number) {
        return new Recorded<>(number, new CycleStarted(BEGIN.plusSeconds(number), "cron"));
    }
}
