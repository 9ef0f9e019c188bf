package dev.pinwheel.journal;

import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.util.Optional;

/**
 * Where a ledger comes from and where it goes on, as its first and its last entry say.
 *
 * @param before the ledger that it goes on from
 * @param end the entry that ended it
 */
public record Lineage(Optional<Genesis.Before> before, Optional<Recorded<OriginEnded>> end) {

    /**
     * The lineage of the ledger that has these entries.
     *
     * @throws IllegalArgumentException if something follows the entry that ended it
     */
    public static Lineage of(Entries entries) {
        var before =
                entries.entry(0).flatMap(first -> Genesis.read(first.leaf()).before());
        var size = entries.head().size();
        var ends = entries.entries(Selection.ALL.ofType(EntryType.ORIGIN_ENDED.toString()), 0, 1);
        for (var end : ends) {
            if (end.index() + 1 < size) {
                throw new IllegalArgumentException(
                        "entry " + end.index() + " ended the ledger, and " + (size - end.index() - 1) + " follow it");
            }
        }
        return new Lineage(before, ends.stream().map(Lineage::end).findFirst());
    }

    private static Recorded<OriginEnded> end(Entry entry) {
        if (entry.recorded().event() instanceof OriginEnded ended) {
            return new Recorded<>(entry.index(), ended);
        }
        throw new IllegalArgumentException(
                "the database calls entry " + entry.index() + " '" + entry.type() + "', which it is not");
    }

    /** The key of the ledger that follows. */
    public Optional<VerifierKey> next() {
        return end.map(ended -> VerifierKey.parse(ended.event().next()));
    }

    /** Whether this checkpoint is the one with which the ledger before this one ended. */
    public boolean followed(SignedCheckpoint last) {
        return before.filter(known -> known.checkpoint().equals(last.checkpoint()))
                .filter(known -> last.check(known.key()) == Note.Standing.VERIFIED)
                .isPresent();
    }

    /** Refuses to write a ledger that ended. */
    static void checkGoesOn(Entries entries) {
        Optional<VerifierKey> next;
        try {
            next = of(entries).next();
        } catch (IllegalArgumentException e) {
            throw new UnfitException("the ledger was tampered with or is damaged: " + e.getMessage());
        }
        next.ifPresent(key -> {
            throw new UnfitException("this ledger has ended and goes on as " + key.name()
                    + "; name the directory and the database of that one in the configuration");
        });
    }
}
