package dev.pinwheel.cli;

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
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.event.WitnessChanged;
import java.util.Locale;
import java.util.stream.Collectors;

/** Each event as a sentence for the people who watch a run. */
final class Sentences {

    private Sentences() {}

    /** One line, with what could steer a terminal left out. */
    static String of(Event event) {
        return printable(sentence(event));
    }

    /** A text in one line, without control, format and bidirectional characters. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }

    private static String sentence(Event event) {
        return switch (event) {
            case BotStarted started -> "started, version " + started.version();
            case BotStopped stopped -> "stopped";
            case CycleStarted started -> "cycle started by " + started.trigger();
            case CycleCompleted done ->
                "cycle done: " + done.sources() + " sources, " + done.looked() + " tags looked at, " + done.moved()
                        + " moved, " + done.failed() + " failed"
                        + (done.underWay() == 0
                                ? ""
                                : "; " + done.underWay() + " registries are still being looked at");
            case SourceRead read ->
                read.source() + " at " + abbreviated(read.commit()) + ": " + read.pins() + " pins, " + read.problems()
                        + " problems";
            case SourceUnreadable unreadable -> unreadable.source() + " could not be read: " + unreadable.reason();
            case SourceChanged changed ->
                changed.source() + " may have changed (" + changed.what() + "), says " + changed.from();
            case LookAsked asked -> asked.image() + " may have moved, says " + asked.from();
            case DigestObserved seen -> seen.watch() + " is at " + seen.digest();
            case LookFailed failed -> failed.watch() + " gave no digest (" + failed.outcome() + "): " + failed.reason();
            case LookRecovered recovered ->
                recovered.watch() + " gives a digest again; it had given none since " + recovered.failed();
            case WatchEnded ended ->
                ended.watch() + " is pinned by nothing any more; it had given no digest since " + ended.failed();
            case RegistryLooked looked -> WatchingSentences.looked(looked);
            case RegistryOutage outage -> WatchingSentences.outage(outage);
            case RegistryWarned warned -> warned.host() + " warns: " + warned.text();
            case GapDeclared gap ->
                "nobody looked at " + gap.host() + " from " + gap.from() + " until " + gap.until() + ": " + gap.looks()
                        + " looks fell due";
            case TagReturned returned ->
                returned.watch() + " is back at " + returned.digest() + ", where it was first seen at "
                        + returned.firstSeen();
            case ViewSplit split -> WatchingSentences.split(split);
            case PinVanished vanished -> WatchingSentences.vanished(vanished);
            case PinReturned returned ->
                returned.watch() + "@" + returned.digest() + " can be pulled again; it had vanished at "
                        + returned.vanished();
            case PinsUnchecked unchecked -> WatchingSentences.unchecked(unchecked);
            case PinsChecked checked ->
                "what is pinned of " + checked.place() + " is checked again; it could not be since " + checked.since();
            case ViewAgreed agreed ->
                "the mirror " + agreed.mirror() + " is at " + agreed.digest() + ", as " + agreed.watch()
                        + " is; they had differed since " + agreed.since();
            case ClockStepped stepped ->
                "the clock was set back: the last round of " + stepped.host() + " began at " + stepped.ahead()
                        + ", which is yet to come; all of its tags are looked at";
            case NoOpMove move -> named(move.candidate()) + " changes nothing: " + move.reason();
            case CandidateHeld held -> named(held.candidate()) + " is held: " + held.reason();
            case CandidateWaiting waiting -> named(waiting.candidate()) + " waits until " + waiting.until();
            case CandidateFound found ->
                named(found.attempt()) + " is tried"
                        + found.urgency().map(why -> " at once, " + why).orElse("") + ": rebuilding";
            case CandidateRebuilt rebuilt -> named(rebuilt.attempt()) + " " + rebuilds(rebuilt) + ": scanning";
            case CandidateScanned scanned -> named(scanned.attempt()) + " " + scan(scanned.scan());
            case CandidateJudged judged ->
                named(judged.attempt()) + " is " + judged.verdict().name().toLowerCase(Locale.ROOT) + reasons(judged);
            case Proposed proposed ->
                named(proposed.attempt()) + " proposal " + proposed.how().name().toLowerCase(Locale.ROOT) + ": "
                        + proposed.url();
            case ProposalRefused refused -> named(refused.attempt()) + " is not proposed: " + refused.reason();
            case EvidenceDeleted deleted ->
                "evidence " + deleted.evidence().digest() + " is deleted, past " + deleted.rule();
            case StepFailed failed ->
                "failed at " + failed.event() + ": " + failed.reason() + "; tried again next cycle";
            case WitnessChanged changed ->
                "witness " + changed.witness()
                        + (changed.cosigns()
                                ? " cosigns the ledger"
                                : " does not cosign the ledger: " + changed.reason());
            case KeyRotated rotated ->
                "the ledger is signed with " + rotated.next() + " from here on: " + rotated.reason();
            case OriginEnded ended -> "the ledger ends here and goes on as " + ended.next() + ": " + ended.reason();
        };
    }

    private static String named(Attempt attempt) {
        return named(attempt.candidate());
    }

    private static String named(Candidate candidate) {
        return candidate.source() + " " + candidate.watch() + " → "
                + candidate.digest().abbreviated();
    }

    private static String abbreviated(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    private static String rebuilds(CandidateRebuilt rebuilt) {
        return rebuilt.rebuilds().stream()
                .map(rebuild -> switch (rebuild) {
                    case Rebuild.Built built ->
                        "built " + built.dockerfile() + " in " + built.took().toSeconds() + " s";
                    case Rebuild.Failed failed -> "did not build " + failed.dockerfile() + " (" + failed.reason() + ")";
                })
                .collect(Collectors.joining(", "));
    }

    private static String scan(Scan scan) {
        return switch (scan) {
            case Scan.Compared compared ->
                "fixes " + compared.fixed() + ", brings " + compared.introduced()
                        + " and leaves " + compared.remaining() + " CVEs by "
                        + compared.scanner().name();
            case Scan.NotScanned not -> "could not be scanned: " + not.reason();
        };
    }

    private static String reasons(CandidateJudged judged) {
        return judged.gates().stream()
                .filter(gate -> gate.outcome() == Gate.Outcome.HOLD || gate.outcome() == Gate.Outcome.BLOCK)
                .map(gate -> "; " + gate.name() + ": " + gate.reason())
                .collect(Collectors.joining());
    }
}
