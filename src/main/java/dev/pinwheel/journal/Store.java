package dev.pinwheel.journal;

import dev.pinwheel.event.History;
import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.util.Optional;

/**
 * Where the ledger is kept. What {@link #append} and {@link #keep} return from is on disk and
 * survives the loss of power; one thread at a time calls them.
 */
public interface Store extends AutoCloseable {

    Entries entries();

    History history();

    /** The entry of the fact with this id. */
    Optional<Entry> find(Digest id);

    /**
     * Adds all of this growth or nothing.
     *
     * @throws JournalException if the head is no longer the one before this growth, or it cannot be stored
     */
    void append(Growth growth);

    /** Keeps a checkpoint of a head that is stored already. */
    void keep(SignedCheckpoint signed);

    /** Throws if it is not this process any more that writes, or the store is away. */
    void confirm();

    /** Does all of this work on this store, or nothing of it. */
    void together(Runnable work);

    /** Makes all that is derived from the entries anew. */
    void rebuild();

    @Override
    void close();
}
