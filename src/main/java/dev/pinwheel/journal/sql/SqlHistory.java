package dev.pinwheel.journal.sql;

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
import dev.pinwheel.journal.EntryType;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.ledger.Leaf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The questions, answered from what {@link Projection} keeps. */
final class SqlHistory implements History {

    private final Session session;

    SqlHistory(Session session) {
        this.session = session;
    }

    @Override
    public Optional<Recorded<DigestObserved>> lastObservation(Watch watch) {
        return ask(DigestObserved.class, "last-observation", watch.toString()).stream()
                .findFirst();
    }

    @Override
    public Optional<Digest> lastDigest(Watch watch) {
        return session.first(
                Queries.named("last-digest"), row -> Digest.parse(row.getString("digest")), watch.toString());
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch, int limit) {
        return ask(DigestObserved.class, "newest-observations", watch.toString(), limit);
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, int limit) {
        return ask(kind, "newest-of-type", EntryType.of(kind).toString(), limit);
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, long before, int limit) {
        return ask(kind, "newest-of-type-before", EntryType.of(kind).toString(), before, limit);
    }

    @Override
    public Optional<Recorded<SourceRead>> lastRead(Source source) {
        return ask(SourceRead.class, "last-read", source.name()).stream().findFirst();
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch) {
        return ask(DigestObserved.class, "observations", watch.toString());
    }

    @Override
    public List<Sighting> sightings(Watch watch, long before, int limit) {
        return session.list(Queries.named("sightings"), SqlHistory::sighting, watch.toString(), before, limit);
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        var index = row.getLong("idx");
        var newest = (DigestObserved) Fact.read(Leaf.of(row.getBytes("body"))).event();
        var first = Fact.read(Leaf.of(row.getBytes("first"))).event();
        return new Sighting(index, newest.digest(), first.at(), newest.at());
    }

    @Override
    public Optional<Instant> firstSeen(Watch watch, Digest digest) {
        return ask(DigestObserved.class, "first-observation", watch.toString(), digest.toString()).stream()
                .map(first -> first.event().at())
                .findFirst();
    }

    @Override
    public Optional<Progress> progress(Candidate candidate) {
        return session.first(Queries.named("newest-attempt"), row -> row.getInt(1), Projection.id(candidate))
                .flatMap(number -> progress(new Attempt(candidate, number)));
    }

    @Override
    public Optional<Progress> progress(Attempt attempt) {
        var steps = ask(Event.class, "steps", Projection.id(attempt.candidate()), attempt.number());
        return step(CandidateFound.class, steps)
                .map(found -> new Progress(
                        found,
                        step(CandidateRebuilt.class, steps),
                        step(CandidateScanned.class, steps),
                        step(CandidateJudged.class, steps),
                        step(Proposed.class, steps),
                        step(ProposalRefused.class, steps)));
    }

    @Override
    public List<Progress> open() {
        return ask(CandidateFound.class, "open-attempts").stream()
                .flatMap(found -> progress(found.event().attempt()).stream())
                .toList();
    }

    @Override
    public Optional<Recorded<Proposed>> lastProposal(Source source, Watch watch) {
        return ask(Proposed.class, "last-proposal", source.name(), watch.toString()).stream()
                .findFirst();
    }

    @Override
    public Optional<Recorded<CandidateScanned>> lastAccepted(Source source, Watch watch) {
        return lastProposal(source, watch)
                .flatMap(proposal -> progress(proposal.event().attempt()))
                .flatMap(Progress::scanned);
    }

    private <E extends Event> List<Recorded<E>> ask(Class<E> type, String query, Object... arguments) {
        return session.list(Queries.named(query), row -> SqlEntries.entry(row).recorded(), arguments).stream()
                .map(recorded -> new Recorded<>(recorded.index(), type.cast(recorded.event())))
                .toList();
    }

    private static <E extends Event> Optional<Recorded<E>> step(Class<E> type, List<Recorded<Event>> steps) {
        return steps.stream()
                .filter(step -> type.isInstance(step.event()))
                .map(step -> new Recorded<>(step.index(), type.cast(step.event())))
                .findFirst();
    }
}
