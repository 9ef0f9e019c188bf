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
import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Tag;
import java.time.LocalDate;
import java.util.Optional;

/** Writes each kind of fact as the members of its entry; {@link FactReader} is its inverse. */
final class FactWriter {

    static final String DUE = "due";
    static final String BUILT = "built";
    static final String FAILED = "failed";
    static final String COMPARED = "compared";
    static final String NOT_SCANNED = "not-scanned";

    private FactWriter() {}

    static Draft write(Event event) {
        var draft = new Draft().text("type", EntryType.of(event).toString()).time("at", event.at());
        return switch (event) {
            case BotStarted e ->
                draft.text("version", e.version()).digest("policy", e.policy()).text("node", e.node());
            case BotStopped e -> draft.text("node", e.node());
            case CycleStarted e -> draft.text("trigger", e.trigger()).text("scope", scope(e));
            case CycleCompleted e -> cycle(draft, e);
            case SourceRead e -> source(draft, e);
            case SourceUnreadable e ->
                draft.time("started", e.started())
                        .text("source", e.source().name())
                        .text("reason", e.reason());
            case SourceChanged e ->
                draft.text("from", e.from())
                        .text("delivery", e.delivery())
                        .text("source", e.source().name())
                        .text("what", e.what());
            case LookAsked e ->
                draft.text("from", e.from())
                        .text("delivery", e.delivery())
                        .text("repository", e.repository().toString())
                        .text("tag", e.tag().map(Tag::value));
            case DigestObserved e -> observation(draft, e);
            case LookFailed e ->
                draft.time("started", e.started())
                        .text("watch", e.watch().toString())
                        .text("outcome", e.outcome())
                        .text("reason", e.reason());
            case LookRecovered e -> draft.text("watch", e.watch().toString()).time("failed", e.failed());
            case WatchEnded e -> draft.text("watch", e.watch().toString()).time("failed", e.failed());
            case RegistryLooked e -> WatchingWriter.looked(draft, e);
            case GapDeclared e -> WatchingWriter.gap(draft, e);
            case RegistryOutage e -> WatchingWriter.outage(draft, e);
            case RegistryWarned e -> draft.text("registry", e.host().name()).text("text", e.text());
            case TagReturned e -> WatchingWriter.returned(draft, e);
            case ViewSplit e -> WatchingWriter.split(draft, e);
            case PinVanished e -> WatchingWriter.vanished(draft, e);
            case PinsUnchecked e -> WatchingWriter.unchecked(draft, e);
            case PinsChecked e -> draft.text("place", e.place()).time("since", e.since());
            case ViewAgreed e -> WatchingWriter.agreed(draft, e);
            case ClockStepped e -> draft.text("registry", e.host().name()).time("ahead", e.ahead());
            case PinReturned e ->
                draft.text("watch", e.watch().toString())
                        .digest("digest", e.digest())
                        .time("vanished", e.vanished());
            case NoOpMove e ->
                candidate(draft, e.candidate()).word("kind", e.kind()).text("reason", e.reason());
            case CandidateHeld e ->
                candidate(draft, e.candidate()).word("kind", e.kind()).text("reason", e.reason());
            case CandidateWaiting e ->
                candidate(draft, e.candidate()).time("firstSeen", e.firstSeen()).time("until", e.until());
            case CandidateFound e ->
                attempt(draft, e.attempt())
                        .text("branch", e.branch())
                        .text("commit", e.commit())
                        .time("firstSeen", e.firstSeen())
                        .text("urgency", e.urgency());
            case CandidateRebuilt e ->
                attempt(draft, e.attempt()).objects("rebuilds", e.rebuilds(), FactWriter::rebuild);
            case CandidateScanned e -> attempt(draft, e.attempt()).object("scan", scan(e.scan()));
            case CandidateJudged e ->
                attempt(draft, e.attempt())
                        .word("verdict", e.verdict())
                        .objects("gates", e.gates(), FactWriter::gate)
                        .digest("policy", e.policy());
            case Proposed e -> proposal(draft, e);
            case ProposalRefused e -> attempt(draft, e.attempt()).text("reason", e.reason());
            case EvidenceDeleted e ->
                draft.object("evidence", descriptor(e.evidence()))
                        .number("lastNamed", e.lastNamed())
                        .text("rule", e.rule());
            case StepFailed e ->
                draft.text("event", e.event()).text("subject", e.subject()).text("reason", e.reason());
            case WitnessChanged e ->
                draft.text("witness", e.witness()).flag("cosigns", e.cosigns()).text("reason", e.reason());
            case KeyRotated e -> draft.text("next", e.next()).text("reason", e.reason());
            case OriginEnded e -> draft.text("next", e.next()).text("reason", e.reason());
        };
    }

    /** A cycle that looks at every tag says nothing of its scope. */
    private static Optional<String> scope(CycleStarted event) {
        return switch (event.scope()) {
            case ALL -> Optional.empty();
            case DUE -> Optional.of(DUE);
        };
    }

    private static Draft cycle(Draft draft, CycleCompleted event) {
        return draft.time("started", event.started())
                .number("sources", event.sources())
                .number("looked", event.looked())
                .number("moved", event.moved())
                .number("failed", event.failed())
                .countUnlessNone("underWay", event.underWay());
    }

    private static Draft source(Draft draft, SourceRead event) {
        return draft.text("source", event.source().name())
                .text("branch", event.branch())
                .text("commit", event.commit())
                .number("pins", event.pins())
                .number("problems", event.problems())
                .object("report", descriptor(event.report()));
    }

    private static Draft observation(Draft draft, DigestObserved event) {
        var previous = event.previous().map(WatchingWriter::previous);
        return draft.text("watch", event.watch().toString())
                .object("manifest", descriptor(event.manifest()))
                .object("previous", previous);
    }

    private static Draft proposal(Draft draft, Proposed event) {
        return attempt(draft, event.attempt())
                .word("how", event.how())
                .text("url", event.url())
                .text("branch", event.branch())
                .text("commit", event.commit());
    }

    private static Draft candidate(Draft draft, Candidate candidate) {
        return draft.text("source", candidate.source().name())
                .text("watch", candidate.watch().toString())
                .texts("pinned", candidate.pinned())
                .digest("digest", candidate.digest());
    }

    private static Draft attempt(Draft draft, Attempt attempt) {
        return candidate(draft, attempt.candidate()).number("attempt", attempt.number());
    }

    private static Draft rebuild(Rebuild rebuild) {
        var draft = new Draft().text("dockerfile", rebuild.dockerfile());
        return switch (rebuild) {
            case Rebuild.Built built ->
                draft.text("outcome", BUILT)
                        .text("builder", built.builder())
                        .digest("image", built.image())
                        .object("usedCandidate", usedCandidate(built.usedCandidate()))
                        .milliseconds("tookMilliseconds", built.took())
                        .object("log", descriptor(built.log()));
            case Rebuild.Failed failed ->
                draft.text("outcome", FAILED)
                        .text("builder", failed.builder())
                        .text("reason", failed.reason())
                        .object("log", failed.log().map(FactWriter::descriptor));
        };
    }

    private static Draft usedCandidate(Rebuild.UsedCandidate used) {
        return new Draft().flag("proved", used.proved()).text("how", used.how());
    }

    private static Draft scan(Scan scan) {
        return switch (scan) {
            case Scan.Compared compared ->
                new Draft()
                        .text("outcome", COMPARED)
                        .object("scanner", scanner(compared.scanner()))
                        .number("fixed", compared.fixed())
                        .number("introduced", compared.introduced())
                        .number("remaining", compared.remaining())
                        .object("report", descriptor(compared.report()))
                        .optionalObjects("images", compared.images(), FactWriter::scannedImage);
            case Scan.NotScanned not -> new Draft().text("outcome", NOT_SCANNED).text("reason", not.reason());
        };
    }

    private static Draft scannedImage(ScannedImage image) {
        return new Draft()
                .digest("image", image.image())
                .text("dockerfile", image.dockerfile())
                .text("system", image.system())
                .text("endOfLife", image.endOfLife().map(LocalDate::toString))
                .object("report", descriptor(image.report()))
                .object("sbom", descriptor(image.sbom()))
                .object("packages", descriptor(image.packages()));
    }

    private static Draft scanner(ScannerUsed scanner) {
        return new Draft()
                .text("name", scanner.name())
                .text("version", scanner.version())
                .time("database", scanner.database());
    }

    private static Draft gate(Gate gate) {
        return new Draft()
                .text("name", gate.name())
                .word("outcome", gate.outcome())
                .text("reason", gate.reason())
                .object("evidence", gate.evidence().map(FactWriter::descriptor));
    }

    static Draft descriptor(Descriptor descriptor) {
        return new Draft()
                .text("mediaType", descriptor.mediaType())
                .digest("digest", descriptor.digest())
                .number("size", descriptor.size());
    }
}
