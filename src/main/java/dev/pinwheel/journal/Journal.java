package dev.pinwheel.journal;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Sighting;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The record: facts go in, each of them once and for good, and questions about them are answered. */
public final class Journal implements History, AutoCloseable {

    private final Store store;
    private final VerifierKey key;
    private final Sequencer sequencer;
    private final Publisher publisher;
    private final LogDirectory log;
    private final SignatureWatch signatures;

    Journal(Store store, VerifierKey key, Sequencer sequencer, Publisher publisher, LogDirectory log) {
        this.store = store;
        this.key = key;
        this.sequencer = sequencer;
        this.publisher = publisher;
        this.log = log;
        this.signatures = new SignatureWatch(store.entries(), sequencer::halt);
    }

    /**
     * The journal in this store, with its key and what it publishes in this directory; it is begun,
     * or checked. The store is closed with it, also when this throws.
     *
     * @param origin what the log is called; a new one is called something unique where this is absent
     * @throws JournalException if it must not be written; the message says why and what to do
     */
    public static Journal open(Path data, Optional<String> origin, Store store, Clock clock) {
        return open(data, origin, store, List.of(), clock);
    }

    /**
     * As {@link #open(Path, Optional, Store, Clock)}, held also against checkpoints that are kept elsewhere.
     *
     * @param kept files with one checkpoint each
     */
    public static Journal open(Path data, Optional<String> origin, Store store, List<Path> kept, Clock clock) {
        return new Opening(data, origin, kept, clock).open(store);
    }

    /** The journal in this store, also if it ended. */
    static Journal resume(Path data, Optional<String> origin, Store store, List<Path> kept, Clock clock) {
        return new Opening(data, origin, kept, clock).resume(store);
    }

    /**
     * Why a ledger must not be written, if that is so; nothing is changed to find out.
     *
     * @param kept files with one checkpoint each
     */
    public static Optional<String> trouble(Path data, Entries entries, List<Path> kept, Clock clock) {
        return new Opening(data, Optional.empty(), kept, clock).trouble(entries);
    }

    /**
     * Records an event and returns when that is durable. An event of the same type and key is
     * recorded once: the second time the first record is returned.
     *
     * @return the event as it is recorded, with times in milliseconds
     */
    public Recorded<?> append(Event event) {
        if (event instanceof KeyRotated || event instanceof OriginEnded) {
            throw new IllegalArgumentException("keys and origins are changed by KeyRotation and NewOrigin alone");
        }
        return record(event);
    }

    /** Records an event of any kind. */
    Recorded<?> record(Event event) {
        return sequencer.append(Fact.of(event));
    }

    /** Tells, once, why the ledger does not write any more, if that comes to be before it is closed. */
    public void onStopped(Consumer<Throwable> listener) {
        sequencer.onStopped(listener);
    }

    /**
     * Waits until the signature under every stored checkpoint is verified, which goes on after a start, but not for
     * longer than that; one that is not what it must be stops the writing.
     *
     * @throws JournalException if that is so
     */
    public void awaitChecked(Duration patience) {
        signatures.await(patience);
    }

    /** Publishes all that is recorded now; without it that happens within a moment. */
    public SignedCheckpoint publish() {
        return sequencer.publish();
    }

    /** Tells of the checkpoint that is published now, and of each after it; the listener must not keep us waiting. */
    public void onPublished(Consumer<SignedCheckpoint> listener) {
        publisher.tell(listener);
        listener.accept(publish());
    }

    /** Signs the published checkpoint, and each that is published after it, with a key of another kind as well. */
    public void signAlso(CosigningKey second, Clock clock) {
        UnaryOperator<SignedCheckpoint> signer =
                signed -> signed.with(List.of(second.cosign(signed.checkpoint(), clock.instant())));
        publisher.signAlso(signer);
        cosigned(signer.apply(publish()), false);
    }

    /**
     * Puts the lines of cosigners under the published checkpoint, if it is still the one that they cosigned.
     *
     * @param trusted whether a policy's quorum is among them; then it is kept beside it until a newer one comes
     */
    public void cosigned(SignedCheckpoint signed, boolean trusted) {
        try {
            log.add(signed);
            if (trusted) {
                log.keepCosigned(signed);
            }
        } catch (IOException e) {
            throw new JournalException("tried to publish cosignatures in " + log.path(), e);
        }
    }

    /** The proof that an entry is in the ledger, with a checkpoint that is published, cosigned where it can be. */
    public TlogProof prove(long index) {
        try {
            return new EntryProof(entries(), log, key).of(index, publish());
        } catch (IOException e) {
            throw new JournalException("tried to read the checkpoint that is published in " + log.path(), e);
        }
    }

    /** What others verify this ledger with. */
    public VerifierKey key() {
        return key;
    }

    /** Where it is published. */
    public LogDirectory log() {
        return log;
    }

    public Entries entries() {
        return store.entries();
    }

    @Override
    public Optional<Recorded<DigestObserved>> lastObservation(Watch watch) {
        return store.history().lastObservation(watch);
    }

    @Override
    public Optional<Digest> lastDigest(Watch watch) {
        return store.history().lastDigest(watch);
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch, int limit) {
        return store.history().observations(watch, limit);
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, int limit) {
        return store.history().newest(kind, limit);
    }

    @Override
    public <E extends Event> List<Recorded<E>> newest(Class<E> kind, long before, int limit) {
        return store.history().newest(kind, before, limit);
    }

    @Override
    public Optional<Recorded<SourceRead>> lastRead(Source source) {
        return store.history().lastRead(source);
    }

    @Override
    public List<Recorded<DigestObserved>> observations(Watch watch) {
        return store.history().observations(watch);
    }

    @Override
    public List<Sighting> sightings(Watch watch, long before, int limit) {
        return store.history().sightings(watch, before, limit);
    }

    @Override
    public Optional<Instant> firstSeen(Watch watch, Digest digest) {
        return store.history().firstSeen(watch, digest);
    }

    @Override
    public Optional<Progress> progress(Candidate candidate) {
        return store.history().progress(candidate);
    }

    @Override
    public Optional<Progress> progress(Attempt attempt) {
        return store.history().progress(attempt);
    }

    @Override
    public List<Progress> open() {
        return store.history().open();
    }

    @Override
    public Optional<Recorded<Proposed>> lastProposal(Source source, Watch watch) {
        return store.history().lastProposal(source, watch);
    }

    @Override
    public Optional<Recorded<CandidateScanned>> lastAccepted(Source source, Watch watch) {
        return store.history().lastAccepted(source, watch);
    }

    /** Publishes all that is recorded and closes the store. */
    @Override
    public void close() {
        try (store) {
            signatures.close();
            sequencer.close();
        }
    }
}
