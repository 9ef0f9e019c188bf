package dev.pinwheel.journal;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
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
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.PinsChecked;
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
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;

/** Reads each kind of fact from the members of its entry; the inverse of {@link FactWriter}. */
final class FactReader {

    private FactReader() {}

    static Event read(Fields fields) {
        var at = fields.time("at");
        return switch (EntryType.parse(fields.text("type"))) {
            case BOT_STARTED ->
                new BotStarted(at, fields.text("version"), fields.digest("policy"), fields.optionalText("node"));
            case BOT_STOPPED -> new BotStopped(at, fields.optionalText("node"));
            case POLL_STARTED -> new CycleStarted(at, fields.text("trigger"), scope(fields));
            case POLL_ROLLUP ->
                new CycleCompleted(
                        at,
                        fields.time("started"),
                        fields.count("sources"),
                        fields.count("looked"),
                        fields.count("moved"),
                        fields.count("failed"),
                        fields.countOrNone("underWay"));
            case SOURCE_READ ->
                new SourceRead(
                        at,
                        source(fields),
                        fields.text("branch"),
                        fields.text("commit"),
                        fields.count("pins"),
                        fields.count("problems"),
                        fields.object("report", FactReader::descriptor));
            case SOURCE_UNREADABLE ->
                new SourceUnreadable(at, fields.time("started"), source(fields), fields.text("reason"));
            case SOURCE_CHANGED ->
                new SourceChanged(
                        at, fields.text("from"), fields.text("delivery"), source(fields), fields.text("what"));
            case LOOK_ASKED ->
                new LookAsked(
                        at,
                        fields.text("from"),
                        fields.text("delivery"),
                        Reference.parse(fields.text("repository")).repository(),
                        fields.optionalText("tag").map(Tag::new));
            case DIGEST_OBSERVED ->
                new DigestObserved(
                        at,
                        watch(fields),
                        fields.object("manifest", FactReader::descriptor),
                        fields.optionalObject("previous", WatchingReader::previous));
            case REGISTRY_ERROR ->
                new LookFailed(
                        at, fields.time("started"), watch(fields), fields.text("outcome"), fields.text("reason"));
            case REGISTRY_RECOVERED -> WatchingReader.recovered(at, fields);
            case WATCH_ENDED -> WatchingReader.ended(at, fields);
            case REGISTRY_LOOKED -> WatchingReader.looked(at, fields);
            case GAP_DECLARED -> WatchingReader.gap(at, fields);
            case REGISTRY_OUTAGE -> WatchingReader.outage(at, fields);
            case PINS_UNCHECKED -> WatchingReader.unchecked(at, fields);
            case PINS_CHECKED -> new PinsChecked(at, fields.text("place"), fields.time("since"));
            case VIEW_AGREED -> WatchingReader.agreed(at, fields);
            case CLOCK_STEPPED -> WatchingReader.stepped(at, fields);
            case REGISTRY_WARNED -> WatchingReader.warned(at, fields);
            case TAG_RETURNED -> WatchingReader.returned(at, fields);
            case VIEW_SPLIT -> WatchingReader.split(at, fields);
            case PIN_VANISHED -> WatchingReader.vanished(at, fields);
            case PIN_RETURNED -> WatchingReader.pinReturned(at, fields);
            case MOVE_NOOP ->
                new NoOpMove(at, candidate(fields), fields.word("kind", NoOpMove.Kind.class), fields.text("reason"));
            case CANDIDATE_HELD ->
                new CandidateHeld(
                        at, candidate(fields), fields.word("kind", CandidateHeld.Kind.class), fields.text("reason"));
            case CANDIDATE_WAITING ->
                new CandidateWaiting(at, candidate(fields), fields.time("firstSeen"), fields.time("until"));
            case CANDIDATE_FOUND ->
                new CandidateFound(
                        at,
                        attempt(fields),
                        fields.text("branch"),
                        fields.text("commit"),
                        fields.time("firstSeen"),
                        fields.optionalText("urgency"));
            case CANDIDATE_REBUILT ->
                new CandidateRebuilt(at, attempt(fields), fields.objects("rebuilds", FactReader::rebuild));
            case SCAN_COMPLETED -> new CandidateScanned(at, attempt(fields), fields.object("scan", FactReader::scan));
            case DIGEST_VERDICT ->
                new CandidateJudged(
                        at,
                        attempt(fields),
                        fields.word("verdict", Verdict.class),
                        fields.objects("gates", FactReader::gate),
                        fields.digest("policy"));
            case ROTATION_PROPOSED ->
                new Proposed(
                        at,
                        attempt(fields),
                        fields.word("how", Proposed.How.class),
                        fields.text("url"),
                        fields.text("branch"),
                        fields.text("commit"));
            case ROTATION_REFUSED -> new ProposalRefused(at, attempt(fields), fields.text("reason"));
            case EVIDENCE_DELETED ->
                new EvidenceDeleted(
                        at,
                        fields.object("evidence", FactReader::descriptor),
                        fields.number("lastNamed"),
                        fields.text("rule"));
            case STEP_FAILED -> new StepFailed(at, fields.text("event"), fields.text("subject"), fields.text("reason"));
            case WITNESS_CHANGED ->
                new WitnessChanged(at, fields.text("witness"), fields.flag("cosigns"), fields.text("reason"));
            case KEY_ROTATED -> new KeyRotated(at, fields.text("next"), fields.text("reason"));
            case ORIGIN_ENDED -> new OriginEnded(at, fields.text("next"), fields.text("reason"));
        };
    }

    private static CycleStarted.Scope scope(Fields fields) {
        var scope = fields.optionalText("scope");
        if (scope.isPresent() && !scope.get().equals(FactWriter.DUE)) {
            throw new IllegalArgumentException("no cycle has the scope '" + scope.get() + "'");
        }
        return scope.isPresent() ? CycleStarted.Scope.DUE : CycleStarted.Scope.ALL;
    }

    private static Source source(Fields fields) {
        return new Source(fields.text("source"));
    }

    private static Watch watch(Fields fields) {
        return Watch.parse(fields.text("watch"));
    }

    private static Candidate candidate(Fields fields) {
        return new Candidate(
                source(fields), watch(fields), fields.texts("pinned", Digest::parse), fields.digest("digest"));
    }

    private static Attempt attempt(Fields fields) {
        return new Attempt(candidate(fields), fields.count("attempt"));
    }

    private static Rebuild rebuild(Fields fields) {
        var dockerfile = fields.text("dockerfile");
        var builder = fields.text("builder");
        return switch (fields.text("outcome")) {
            case FactWriter.BUILT ->
                new Rebuild.Built(
                        dockerfile,
                        builder,
                        fields.digest("image"),
                        fields.object("usedCandidate", FactReader::usedCandidate),
                        fields.milliseconds("tookMilliseconds"),
                        fields.object("log", FactReader::descriptor));
            case FactWriter.FAILED ->
                new Rebuild.Failed(
                        dockerfile,
                        builder,
                        fields.text("reason"),
                        fields.optionalObject("log", FactReader::descriptor));
            case String other -> throw new IllegalArgumentException("no rebuild ends as '" + other + "'");
        };
    }

    private static Rebuild.UsedCandidate usedCandidate(Fields fields) {
        return new Rebuild.UsedCandidate(fields.flag("proved"), fields.text("how"));
    }

    private static Scan scan(Fields fields) {
        return switch (fields.text("outcome")) {
            case FactWriter.COMPARED ->
                new Scan.Compared(
                        fields.object("scanner", FactReader::scanner),
                        fields.count("fixed"),
                        fields.count("introduced"),
                        fields.count("remaining"),
                        fields.object("report", FactReader::descriptor),
                        fields.optionalObjects("images", FactReader::scannedImage));
            case FactWriter.NOT_SCANNED -> new Scan.NotScanned(fields.text("reason"));
            case String other -> throw new IllegalArgumentException("no scan ends as '" + other + "'");
        };
    }

    private static ScannedImage scannedImage(Fields fields) {
        return new ScannedImage(
                fields.digest("image"),
                fields.optionalText("dockerfile"),
                fields.text("system"),
                fields.optionalDate("endOfLife"),
                fields.object("report", FactReader::descriptor),
                fields.object("sbom", FactReader::descriptor),
                fields.object("packages", FactReader::descriptor));
    }

    private static ScannerUsed scanner(Fields fields) {
        return new ScannerUsed(fields.text("name"), fields.text("version"), fields.time("database"));
    }

    private static Gate gate(Fields fields) {
        return new Gate(
                fields.text("name"),
                fields.word("outcome", Gate.Outcome.class),
                fields.text("reason"),
                fields.optionalObject("evidence", FactReader::descriptor));
    }

    static Descriptor descriptor(Fields fields) {
        return new Descriptor(fields.text("mediaType"), fields.digest("digest"), fields.number("size"));
    }
}
