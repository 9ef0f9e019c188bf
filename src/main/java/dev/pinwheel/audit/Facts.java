package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Genesis;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Selection;
import java.util.Optional;
import java.util.function.Consumer;

/** The entries of a ledger in their order, a page at a time, so that memory does not grow with the ledger. */
public final class Facts {

    private static final int PAGE = 256;

    private Facts() {}

    /**
     * Hands on all entries, and, so that what was done meanwhile is heard, those that are added until it gets to the end.
     *
     * @throws JournalException if one is missing
     */
    public static void all(Entries entries, Consumer<Entry> consumer) {
        var size = entries.head().size();
        for (var from = 0L; from < size; size = entries.head().size()) {
            entries(entries, from, size, consumer);
            from = size;
        }
    }

    /**
     * Hands on the entries from {@code from} up to, not including, {@code to}.
     *
     * @throws JournalException if one is missing
     */
    public static void entries(Entries entries, long from, long to, Consumer<Entry> consumer) {
        for (var next = from; next < to; ) {
            var page = entries.entries(Selection.ALL, next, (int) Math.min(PAGE, to - next));
            if (page.isEmpty()) {
                throw missing(next);
            }
            for (var entry : page) {
                if (entry.index() != next) {
                    throw missing(next);
                }
                consumer.accept(entry);
                next++;
            }
        }
    }

    private static JournalException missing(long index) {
        return new JournalException("entry " + index + " is missing");
    }

    /** The fact that an entry records; the first entry of a ledger records none. */
    public static Optional<Recorded<Event>> of(Entry entry) {
        return entry.type().equals(Genesis.TYPE) ? Optional.empty() : Optional.of(entry.recorded());
    }
}
