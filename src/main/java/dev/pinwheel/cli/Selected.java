package dev.pinwheel.cli;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Selection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Selected entries, the oldest first, a page of them in memory at a time. */
final class Selected implements Iterator<Entry> {

    private static final int PAGE = 256;

    private final Entries entries;
    private final Selection selection;
    private List<Entry> page;
    private int at;

    Selected(Entries entries, Selection selection) {
        this.entries = entries;
        this.selection = selection;
        this.page = entries.entries(selection, 0, PAGE);
    }

    @Override
    public boolean hasNext() {
        if (at == page.size() && at > 0) {
            page = entries.entries(selection, page.getLast().index() + 1, PAGE);
            at = 0;
        }
        return at < page.size();
    }

    /** The entry that {@link #next} gives, which exists. */
    Entry peek() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no further entry");
        }
        return page.get(at);
    }

    @Override
    public Entry next() {
        var next = peek();
        at++;
        return next;
    }
}
