package dev.pinwheel.journal;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
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
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewSplit;
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
    REGISTRY_LOOKED("registry.looked"),
    GAP_DECLARED("gap.declared"),
    PIN_VANISHED("pin.vanished"),
    PIN_RETURNED("pin.returned"),
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

    private static final Map<Class<? extends Event>, EntryType> ASKED_FOR = Map.of(
            RegistryLooked.class, REGISTRY_LOOKED,
            LookAsked.class, LOOK_ASKED,
            LookFailed.class, REGISTRY_ERROR,
            LookRecovered.class, REGISTRY_RECOVERED,
            PinVanished.class, PIN_VANISHED,
            PinReturned.class, PIN_RETURNED);

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
            case RegistryLooked looked -> REGISTRY_LOOKED;
            case GapDeclared gap -> GAP_DECLARED;
            case PinVanished vanished -> PIN_VANISHED;
            case PinReturned returned -> PIN_RETURNED;
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
