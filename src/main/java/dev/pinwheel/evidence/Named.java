package dev.pinwheel.evidence;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
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
import dev.pinwheel.image.Descriptor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The evidence that a fact names. */
public final class Named {

    private Named() {}

    /** What this event says is in the evidence. */
    public static List<Descriptor> by(Event event) {
        return switch (event) {
            case SourceRead e -> List.of(e.report());
            case CandidateRebuilt e ->
                e.rebuilds().stream().flatMap(rebuild -> log(rebuild).stream()).toList();
            case CandidateScanned e -> reports(e.scan());
            case CandidateJudged e ->
                e.gates().stream().flatMap(gate -> gate.evidence().stream()).toList();
            case BotStarted e -> List.of();
            case BotStopped e -> List.of();
            case CycleStarted e -> List.of();
            case CycleCompleted e -> List.of();
            case SourceUnreadable e -> List.of();
            case SourceChanged e -> List.of();
            case LookAsked e -> List.of();
            case DigestObserved e -> List.of();
            case LookFailed e -> List.of();
            case TagReturned e -> List.of();
            case NoOpMove e -> List.of();
            case ViewSplit e -> List.of();
            case LookRecovered e -> List.of();
            case WatchEnded e -> List.of();
            case RegistryLooked e -> List.of();
            case RegistryOutage e -> List.of(e.list());
            case RegistryWarned e -> List.of();
            case GapDeclared e -> List.of();
            case PinVanished e -> List.of();
            case PinReturned e -> List.of();
            case PinsUnchecked e -> List.of();
            case PinsChecked e -> List.of();
            case ViewAgreed e -> List.of();
            case ClockStepped e -> List.of();
            case CandidateHeld e -> List.of();
            case CandidateWaiting e -> List.of();
            case CandidateFound e -> List.of();
            case Proposed e -> List.of();
            case ProposalRefused e -> List.of();
            case EvidenceDeleted e -> List.of();
            case StepFailed e -> List.of();
            case WitnessChanged e -> List.of();
            case KeyRotated e -> List.of();
            case OriginEnded e -> List.of();
        };
    }

    private static Optional<Descriptor> log(Rebuild rebuild) {
        return switch (rebuild) {
            case Rebuild.Built built -> Optional.of(built.log());
            case Rebuild.Failed failed -> failed.log();
        };
    }

    private static List<Descriptor> reports(Scan scan) {
        return switch (scan) {
            case Scan.Compared compared ->
                Stream.concat(
                                Stream.of(compared.report()),
                                compared.images().stream().flatMap(image -> image.evidence().stream()))
                        .toList();
            case Scan.NotScanned not -> List.of();
        };
    }
}
