package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What parts ask of the record; every answer is what the ledger holds at the time of asking. */
public interface History {

    /** The newest observation of a tag. */
    Optional<Recorded<DigestObserved>> lastObservation(Watch watch);

    /** The digest of the newest observation of a tag; the same as {@link #lastObservation} in fewer steps. */
    Optional<Digest> lastDigest(Watch watch);

    /** At most {@code limit} observations of a tag, the newest first. */
    List<Recorded<DigestObserved>> observations(Watch watch, int limit);

    /** At most {@code limit} facts of one kind, the newest first. */
    <E extends Event> List<Recorded<E>> newest(Class<E> kind, int limit);

    /** At most {@code limit} facts of one kind with an index below {@code before}, the newest first. */
    <E extends Event> List<Recorded<E>> newest(Class<E> kind, long before, int limit);

    /** What a source was read to pin last. */
    Optional<Recorded<SourceRead>> lastRead(Source source);

    /** All observations of a tag, the newest first. */
    List<Recorded<DigestObserved>> observations(Watch watch);

    /**
     * The digests that a tag was seen at, each once, the one that it was seen at last first.
     *
     * @param before the ledger index before which a digest's newest observation lies
     * @param limit how many at most
     */
    List<Sighting> sightings(Watch watch, long before, int limit);

    /** When a tag was first seen at a digest. */
    Optional<Instant> firstSeen(Watch watch, Digest digest);

    /** The newest attempt at a candidate. */
    Optional<Progress> progress(Candidate candidate);

    /** What is recorded of one attempt. */
    Optional<Progress> progress(Attempt attempt);

    /** Every newest attempt that is open, the oldest first. */
    List<Progress> open();

    /** The newest proposal for a source's pins of a tag. */
    Optional<Recorded<Proposed>> lastProposal(Source source, Watch watch);

    /** The scan behind the newest proposal for a source's pins of a tag: its last accepted build. */
    Optional<Recorded<CandidateScanned>> lastAccepted(Source source, Watch watch);
}
