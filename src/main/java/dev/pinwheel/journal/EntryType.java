package dev.pinwheel.journal;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.WitnessChanged;
import java.util.Arrays;

/** What each kind of fact is called in the ledger; the names stay for ever. */
public enum EntryType {
    BOT_STARTED("bot.started"),
    BOT_STOPPED("bot.stopped"),
    POLL_STARTED("poll.started"),
    POLL_ROLLUP("poll.rollup"),
    SOURCE_READ("source.read"),
    SOURCE_UNREADABLE("source.unreadable"),
    DIGEST_OBSERVED("digest.observed"),
    REGISTRY_ERROR("registry.error"),
    CANDIDATE_WAITING("candidate.waiting"),
    CANDIDATE_FOUND("candidate.found"),
    CANDIDATE_REBUILT("candidate.rebuilt"),
    SCAN_COMPLETED("scan.completed"),
    DIGEST_VERDICT("digest.verdict"),
    ROTATION_PROPOSED("rotation.proposed"),
    ROTATION_REFUSED("rotation.refused"),
    STEP_FAILED("step.failed"),
    WITNESS_CHANGED("witness.changed"),
    KEY_ROTATED("key.rotated");

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
            case DigestObserved observed -> DIGEST_OBSERVED;
            case LookFailed failed -> REGISTRY_ERROR;
            case CandidateWaiting waiting -> CANDIDATE_WAITING;
            case CandidateFound found -> CANDIDATE_FOUND;
            case CandidateRebuilt rebuilt -> CANDIDATE_REBUILT;
            case CandidateScanned scanned -> SCAN_COMPLETED;
            case CandidateJudged judged -> DIGEST_VERDICT;
            case Proposed proposed -> ROTATION_PROPOSED;
            case ProposalRefused refused -> ROTATION_REFUSED;
            case StepFailed failed -> STEP_FAILED;
            case WitnessChanged changed -> WITNESS_CHANGED;
            case KeyRotated rotated -> KEY_ROTATED;
        };
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
