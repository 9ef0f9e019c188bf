package dev.pinwheel.journal;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Watch;
import dev.pinwheel.ledger.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The history of a tag, taken from the bytes of all entries while these are verified against the checkpoints: what is
 * in the tree that was signed, and of this tag, is in it.
 *
 * @param verification what the ledger is worth; the history is proved only if it is verified
 */
public record HistoryProof(TagHistory history, Verification verification) {

    /** Reads every entry; a ledger of a million takes 20 s of processor time. */
    public static HistoryProof of(Watch watch, Verifier verifier, LogDirectory log) {
        var trail = new Trail(watch);
        var verification = verifier.telling(trail::hear).verify(log);
        return new HistoryProof(TagHistory.of(trail.observations), verification);
    }

    /** Whether the database's index lists the same observations among the entries that were verified. */
    public boolean isIndexed(Watch watch, Entries entries) {
        var end = verification instanceof Verification.Verified verified ? verified.size() : Long.MAX_VALUE;
        var indexed = TagHistory.of(watch, entries).observations().stream()
                .filter(seen -> seen.index() < end)
                .toList();
        return indexed.equals(history.observations());
    }

    /** The observations of a tag among all leaves. */
    private static final class Trail {

        private final byte[] end;
        private final List<Recorded<DigestObserved>> observations = new ArrayList<>();
        private long index;

        /** Canonical JSON ends so only if this is an observation of this tag. */
        Trail(Watch watch) {
            end = ("\"type\":\"" + EntryType.DIGEST_OBSERVED + "\",\"watch\":\"" + watch + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        void hear(Leaf leaf) {
            var bytes = leaf.bytes();
            var from = bytes.length - end.length;
            if (from > 0
                    && Arrays.equals(bytes, from, bytes.length, end, 0, end.length)
                    && Fact.read(leaf).event() instanceof DigestObserved observed) {
                observations.add(new Recorded<>(index, observed));
            }
            index++;
        }
    }
}
