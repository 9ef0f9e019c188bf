package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Told;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.InclusionProof;
import dev.pinwheel.ledger.Leaf;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A deletion of evidence that the ledger recorded behind the entries of a bundle, and the proof that it did: a line of
 * its index, the hashes of its inclusion proof (RFC 9162 §2.1.3) and the entry.
 *
 * @param index where in the ledger the entry is
 */
record LaterDeletion(long index, List<Hash> hashes, Leaf leaf) {

    private static final String ENTRY = " {";
    private static final int MAX_HASHES = 63;

    LaterDeletion {
        hashes = List.copyOf(hashes);
    }

    /**
     * Reads a line without its newline; the inverse of {@link #toString}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static LaterDeletion parse(Leaf line) {
        var text = line.toString();
        var end = text.indexOf(ENTRY);
        var words = text.substring(0, Math.max(0, end)).split(" ", -1);
        if (end < 0 || words.length > MAX_HASHES + 1 || !words[0].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("a deletion is an index, hashes and an entry");
        }
        var hashes = Arrays.stream(words).skip(1).map(Hash::parse).toList();
        var entry = Arrays.copyOfRange(line.bytes(), end + 1, line.length());
        return new LaterDeletion(Long.parseLong(words[0]), hashes, Leaf.of(entry));
    }

    /**
     * The deletion, if it is one and the ledger has recorded it behind these entries.
     *
     * @throws Failed if not
     */
    Recorded<Event> proved(Extent extent) {
        var checkpoint = extent.checkpoint();
        var isProved = index >= extent.to()
                && new InclusionProof(index, checkpoint.size(), hashes).proves(leaf.hash(), checkpoint.root());
        if (!isProved) {
            throw Failed.tampered("the ledger has not recorded the deletion at " + index);
        }
        return Told.of(index, leaf)
                .fact()
                .filter(fact -> fact.event() instanceof EvidenceDeleted)
                .orElseThrow(() -> Failed.tampered("entry " + index + " deletes nothing"));
    }

    @Override
    public String toString() {
        return index + hashes.stream().map(hash -> " " + hash).collect(Collectors.joining()) + " " + leaf;
    }
}
