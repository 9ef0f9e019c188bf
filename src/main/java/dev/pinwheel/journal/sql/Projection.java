package dev.pinwheel.journal.sql;

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
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.SourceUnreadable;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Fact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the questions are answered from: a few tables, kept with each entry and never the record themselves. */
final class Projection {

    private final Session session;

    Projection(Session session) {
        this.session = session;
    }

    /** What tells a candidate from every other, in few bytes. */
    static byte[] id(Candidate candidate) {
        return Digest.hasher("sha256").digest(candidate.key().getBytes(StandardCharsets.UTF_8));
    }

    void add(long index, Fact fact) {
        switch (fact.event()) {
            case BotStarted e -> {}
            case BotStopped e -> {}
            case CycleStarted e -> {}
            case CycleCompleted e -> {}
            case EvidenceDeleted e -> {}
            case StepFailed e -> {}
            case WitnessChanged e -> {}
            case KeyRotated e -> {}
            case OriginEnded e -> {}
            case SourceRead e -> subject(index, null, e.source());
            case SourceUnreadable e -> subject(index, null, e.source());
            case SourceChanged e -> subject(index, null, e.source());
            case LookAsked e -> subject(index, e.watch().orElse(null), null);
            case LookFailed e -> subject(index, e.watch(), null);
            case DigestObserved e -> observation(index, e);
            case RegistryLooked e -> {}
            case GapDeclared e -> {}
            case RegistryOutage e -> {}
            case RegistryWarned e -> {}
            case LookRecovered e -> subject(index, e.watch(), null);
            case WatchEnded e -> subject(index, e.watch(), null);
            case TagReturned e -> subject(index, e.watch(), null);
            case ViewSplit e -> subject(index, e.watch(), null);
            case PinVanished e -> subject(index, e.watch(), null);
            case PinReturned e -> subject(index, e.watch(), null);
            case PinsUnchecked e -> subject(index, e.watch(), null);
            case PinsChecked e -> {}
            case ViewAgreed e -> subject(index, e.watch(), null);
            case ClockStepped e -> {}
            case NoOpMove e ->
                subject(index, e.candidate().watch(), e.candidate().source());
            case CandidateHeld e ->
                subject(index, e.candidate().watch(), e.candidate().source());
            case CandidateWaiting e ->
                subject(index, e.candidate().watch(), e.candidate().source());
            case CandidateFound e -> {
                step(index, fact, e.attempt());
                update("open-attempt", id(e.attempt().candidate()), e.attempt().number(), index);
            }
            case CandidateRebuilt e -> step(index, fact, e.attempt());
            case CandidateScanned e -> step(index, fact, e.attempt());
            case CandidateJudged e -> {
                step(index, fact, e.attempt());
                if (e.verdict() != Verdict.ACCEPTED) {
                    close(e.attempt());
                }
            }
            case Proposed e -> {
                step(index, fact, e.attempt());
                close(e.attempt());
            }
            case ProposalRefused e -> {
                step(index, fact, e.attempt());
                close(e.attempt());
            }
        }
    }

    void clear() {
        for (var table : List.of("subjects", "observations", "steps", "open-attempts")) {
            update("forget-" + table);
        }
    }

    private void observation(long index, DigestObserved event) {
        subject(index, event.watch(), null);
        insert(
                "add-observation",
                index,
                event.watch().toString(),
                event.digest().toString());
    }

    private void step(long index, Fact fact, Attempt attempt) {
        var candidate = attempt.candidate();
        subject(index, candidate.watch(), candidate.source());
        insert(
                "add-step",
                index,
                id(candidate),
                attempt.number(),
                fact.type().toString(),
                candidate.source().name(),
                candidate.watch().toString());
    }

    private void close(Attempt attempt) {
        update("close-attempt", id(attempt.candidate()), attempt.number());
    }

    private void subject(long index, @Nullable Watch watch, @Nullable Source source) {
        insert("add-subject", index, watch == null ? null : watch.toString(), source == null ? null : source.name());
    }

    private void insert(String query, @Nullable Object... arguments) {
        session.insert(Queries.named(query), arguments);
    }

    private void update(String query, @Nullable Object... arguments) {
        session.update(Queries.named(query), arguments);
    }
}
