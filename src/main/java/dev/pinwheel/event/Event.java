package dev.pinwheel.event;

import java.time.Instant;

/** A fact of a run; each is recorded in the ledger before anything acts on it. */
public sealed interface Event
        permits BotStarted,
                BotStopped,
                CycleStarted,
                CycleCompleted,
                SourceRead,
                SourceUnreadable,
                SourceChanged,
                LookAsked,
                DigestObserved,
                TagReturned,
                NoOpMove,
                ViewSplit,
                LookFailed,
                LookRecovered,
                WatchEnded,
                RegistryLooked,
                GapDeclared,
                RegistryOutage,
                RegistryWarned,
                PinVanished,
                PinReturned,
                PinsUnchecked,
                PinsChecked,
                ViewAgreed,
                ClockStepped,
                CandidateWaiting,
                CandidateHeld,
                CandidateFound,
                CandidateRebuilt,
                CandidateScanned,
                CandidateJudged,
                Proposed,
                ProposalRefused,
                EvidenceDeleted,
                StepFailed,
                WitnessChanged,
                KeyRotated,
                OriginEnded {

    /** When it happened, by our clock. */
    Instant at();

    /**
     * What makes this fact the same fact when it is told again, unique among the facts of its kind; a
     * second one with the same key is not recorded again.
     */
    String key();
}
