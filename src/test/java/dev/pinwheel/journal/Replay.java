package dev.pinwheel.journal;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Sighting;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The questions answered by going through everything that was recorded: slow, and plainly right. */
public record Replay(List<Recorded<?>> all) implements History {

    private <E extends Event> Stream<Recorded<E>> each(Class<E> type, Predicate<E> which) {
        return all.stream()
                .filter(recorded -> type.isInstance(recorded.event()))
                .map(recorded -> new Recorded<>(recorded.index(), type.cast(recorded.event())))
                .filter(recorded -> which.test(recorded.event()));
    }

    private <E extends Event> Optional<Recorded<E>> newest(Class<E> type, Predicate<E> which) {
        return each(type, which).max(Comparator.comparing(Recorded::index));
    }

    @Override
    public Optional<Recorded<DigestObserved>> lastObservation(Watch watch) {
        return observations(watch).stream().findFirst();
    }

    @Override
    public Optional<Digest> lastDigest(Watch watch) {
        return lastObservation(watch).map(last -> last.event().digest());
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch, int limit) {
        return observations(watch).stream().limit(limit).toList();
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, int limit) {
        return each(kind, event -> true).toList().reversed().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, long before, int limit) {
        return each(kind, event -> true).toList().reversed().stream()
                .filter(recorded -> recorded.index() < before)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Recorded<SourceRead>> lastRead(Source source) {
        return newest(SourceRead.class, read -> read.source().equals(source));
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch) {
        return each(DigestObserved.class, event -> event.watch().equals(watch))
                .toList()
                .reversed();
    }

    @Override
    public List<Sighting> sightings(Watch watch, long before, int limit) {
        var newest = new LinkedHashMap<Digest, Recorded<DigestObserved>>();
        observations(watch).forEach(seen -> newest.putIfAbsent(seen.event().digest(), seen));
        return newest.values().stream()
                .filter(seen -> seen.index() < before)
                .limit(limit)
                .map(seen -> new Sighting(
                        seen.index(),
                        seen.event().digest(),
                        firstSeen(watch, seen.event().digest()).orElseThrow(),
                        seen.event().at()))
                .toList();
    }

    @Override
    public Optional<Instant> firstSeen(Watch watch, Digest digest) {
        return each(
                        DigestObserved.class,
                        event -> event.watch().equals(watch) && event.digest().equals(digest))
                .findFirst()
                .map(first -> first.event().at());
    }

    @Override
    public Optional<Progress> progress(Candidate candidate) {
        return each(CandidateFound.class, event -> event.attempt().candidate().equals(candidate))
                .map(found -> found.event().attempt())
                .max(Comparator.comparing(Attempt::number))
                .flatMap(this::progress);
    }

    @Override
    public Optional<Progress> progress(Attempt attempt) {
        return only(CandidateFound.class, CandidateFound::attempt, attempt)
                .map(found -> new Progress(
                        found,
                        only(CandidateRebuilt.class, CandidateRebuilt::attempt, attempt),
                        only(CandidateScanned.class, CandidateScanned::attempt, attempt),
                        only(CandidateJudged.class, CandidateJudged::attempt, attempt),
                        only(Proposed.class, Proposed::attempt, attempt),
                        only(ProposalRefused.class, ProposalRefused::attempt, attempt)));
    }

    private <E extends Event> Optional<Recorded<E>> only(Class<E> type, Function<E, Attempt> of, Attempt attempt) {
        return newest(type, event -> of.apply(event).equals(attempt));
    }

    @Override
    public List<Progress> open() {
        return each(CandidateFound.class, event -> true)
                .map(found -> found.event().attempt().candidate())
                .distinct()
                .flatMap(candidate -> progress(candidate).stream())
                .filter(Progress::isOpen)
                .sorted(Comparator.comparing(progress -> progress.found().index()))
                .toList();
    }

    @Override
    public Optional<Recorded<Proposed>> lastProposal(Source source, Watch watch) {
        return newest(
                Proposed.class,
                event -> event.attempt().candidate().source().equals(source)
                        && event.attempt().candidate().watch().equals(watch));
    }

    @Override
    public Optional<Recorded<CandidateScanned>> lastAccepted(Source source, Watch watch) {
        return lastProposal(source, watch)
                .flatMap(proposal -> progress(proposal.event().attempt()))
                .flatMap(Progress::scanned);
    }
}
