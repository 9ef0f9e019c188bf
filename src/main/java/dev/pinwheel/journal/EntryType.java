package dev.pinwheel.journal;

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
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.event.WitnessChanged;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What each kind of fact is called in the ledger; the names stay for ever. */
public enum EntryType {
    BOT_STARTED("bot.started"),
    BOT_STOPPED("bot.stopped"),
    POLL_STARTED("poll.started"),
    POLL_ROLLUP("poll.rollup"),
    SOURCE_READ("source.read"),
    SOURCE_UNREADABLE("source.unreadable"),
    SOURCE_CHANGED("source.changed"),
    LOOK_ASKED("look.asked"),
    DIGEST_OBSERVED("digest.observed"),
    REGISTRY_ERROR("registry.error"),
    TAG_RETURNED("tag.returned"),
    MOVE_NOOP("move.noop"),
    VIEW_SPLIT("view.split"),
    REGISTRY_RECOVERED("registry.recovered"),
    WATCH_ENDED("watch.ended"),
    REGISTRY_LOOKED("registry.looked"),
    GAP_DECLARED("gap.declared"),
    REGISTRY_OUTAGE("registry.outage"),
    REGISTRY_WARNED("registry.warned"),
    PIN_VANISHED("pin.vanished"),
    PIN_RETURNED("pin.returned"),
    PINS_UNCHECKED("pins.unchecked"),
    PINS_CHECKED("pins.checked"),
    VIEW_AGREED("view.agreed"),
    CLOCK_STEPPED("clock.stepped"),
    CANDIDATE_HELD("candidate.held"),
    CANDIDATE_WAITING("candidate.waiting"),
    CANDIDATE_FOUND("candidate.found"),
    CANDIDATE_REBUILT("candidate.rebuilt"),
    SCAN_COMPLETED("scan.completed"),
    DIGEST_VERDICT("digest.verdict"),
    ROTATION_PROPOSED("rotation.proposed"),
    ROTATION_REFUSED("rotation.refused"),
    EVIDENCE_DELETED("evidence.deleted"),
    STEP_FAILED("step.failed"),
    WITNESS_CHANGED("witness.changed"),
    KEY_ROTATED("key.rotated"),
    ORIGIN_ENDED("origin.ended");

    private static final Map<Class<? extends Event>, EntryType> ASKED_FOR = Map.ofEntries(
            Map.entry(RegistryLooked.class, REGISTRY_LOOKED),
            Map.entry(LookAsked.class, LOOK_ASKED),
            Map.entry(LookFailed.class, REGISTRY_ERROR),
            Map.entry(LookRecovered.class, REGISTRY_RECOVERED),
            Map.entry(WatchEnded.class, WATCH_ENDED),
            Map.entry(RegistryOutage.class, REGISTRY_OUTAGE),
            Map.entry(PinVanished.class, PIN_VANISHED),
            Map.entry(PinReturned.class, PIN_RETURNED),
            Map.entry(PinsUnchecked.class, PINS_UNCHECKED),
            Map.entry(PinsChecked.class, PINS_CHECKED),
            Map.entry(ViewSplit.class, VIEW_SPLIT),
            Map.entry(ViewAgreed.class, VIEW_AGREED));

    private final String text;

    EntryType(String text) {
        this.text = text;
    }

    /** The type under which an event is recorded. */
    static EntryType of(Event event) {
        return switch (event) {
            case BotStarted started -> BOT_STARTED;
            case BotStopped stopped -> BOT_STOPPED;
            case CycleStarted started -> POLL_STARTED;
            case CycleCompleted completed -> POLL_ROLLUP;
            case SourceRead read -> SOURCE_READ;
            case SourceUnreadable unreadable -> SOURCE_UNREADABLE;
            case SourceChanged changed -> SOURCE_CHANGED;
            case LookAsked asked -> LOOK_ASKED;
            case DigestObserved observed -> DIGEST_OBSERVED;
            case LookFailed failed -> REGISTRY_ERROR;
            case TagReturned back -> TAG_RETURNED;
            case NoOpMove noop -> MOVE_NOOP;
            case ViewSplit split -> VIEW_SPLIT;
            case LookRecovered recovered -> REGISTRY_RECOVERED;
            case WatchEnded ended -> WATCH_ENDED;
            case RegistryLooked looked -> REGISTRY_LOOKED;
            case GapDeclared gap -> GAP_DECLARED;
            case RegistryOutage outage -> REGISTRY_OUTAGE;
            case RegistryWarned warned -> REGISTRY_WARNED;
            case PinVanished vanished -> PIN_VANISHED;
            case PinReturned returned -> PIN_RETURNED;
            case PinsUnchecked unchecked -> PINS_UNCHECKED;
            case PinsChecked checked -> PINS_CHECKED;
            case ViewAgreed agreed -> VIEW_AGREED;
            case ClockStepped stepped -> CLOCK_STEPPED;
            case CandidateHeld held -> CANDIDATE_HELD;
            case CandidateWaiting waiting -> CANDIDATE_WAITING;
            case CandidateFound found -> CANDIDATE_FOUND;
            case CandidateRebuilt rebuilt -> CANDIDATE_REBUILT;
            case CandidateScanned scanned -> SCAN_COMPLETED;
            case CandidateJudged judged -> DIGEST_VERDICT;
            case Proposed proposed -> ROTATION_PROPOSED;
            case ProposalRefused refused -> ROTATION_REFUSED;
            case EvidenceDeleted deleted -> EVIDENCE_DELETED;
            case StepFailed failed -> STEP_FAILED;
            case WitnessChanged changed -> WITNESS_CHANGED;
            case KeyRotated rotated -> KEY_ROTATED;
            case OriginEnded ended -> ORIGIN_ENDED;
        };
    }

    /** The type of a kind of fact that the newest are asked for. */
    public static EntryType of(Class<? extends Event> kind) {
        return Optional.ofNullable(ASKED_FOR.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("nobody asks for the newest " + kind.getSimpleName()));
    }

    /** Reads a type; the inverse of {@link #toString}. */
    public static EntryType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry type is called '" + text + "'"));
    }

    @Override
    public String toString() {
        return text;
    }
}
