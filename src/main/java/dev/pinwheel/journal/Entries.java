package dev.pinwheel.journal;

import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Subtrees;
import java.util.List;
import java.util.Optional;

/** What a ledger holds, to read; it can be read while another process writes it. */
public interface Entries extends Subtrees, AutoCloseable {

    Head head();

    Optional<Entry> entry(long index);

    /** At most {@code limit} selected entries in the order of their indices, beginning at {@code from}. */
    List<Entry> entries(Selection selection, long from, int limit);

    /** At most {@code limit} selected entries, the newest first. */
    List<Entry> newest(Selection selection, int limit);

    long count(Selection selection);

    /** The leaf hashes that are stored, beginning at {@code from}; the tree is made of these. */
    List<Hash> leafHashes(long from, int limit);

    /** The newest checkpoint that is stored. */
    Optional<SignedCheckpoint> checkpoint();

    /** At most {@code limit} stored checkpoints as text, in the order of their sizes, of more than {@code size} leaves. */
    List<String> checkpointsAfter(long size, int limit);

    @Override
    void close();
}
