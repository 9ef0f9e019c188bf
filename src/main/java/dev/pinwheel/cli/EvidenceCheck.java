package dev.pinwheel.cli;

import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Genesis;
import dev.pinwheel.journal.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether the evidence that entries name is there and is what was stored. */
final class EvidenceCheck {

    private static final int PAGE = 256;

    private final Evidence evidence;
    private final List<String> changed = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private long intact;

    EvidenceCheck(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Hashes all that these entries name. */
    void run(Entries entries) throws IOException {
        var from = 0L;
        for (var page = entries.entries(Selection.ALL, from, PAGE);
                !page.isEmpty();
                page = entries.entries(Selection.ALL, from, PAGE)) {
            for (var entry : page) {
                check(entry);
            }
            from = page.getLast().index() + 1;
        }
    }

    private void check(Entry entry) throws IOException {
        if (entry.type().equals(Genesis.TYPE)) {
            return;
        }
        for (var descriptor : Named.by(entry.recorded().event())) {
            var name = descriptor.digest() + ", named by entry " + entry.index();
            switch (evidence.check(descriptor)) {
                case INTACT -> intact++;
                case CHANGED -> changed.add(name);
                case MISSING -> missing.add(name);
            }
        }
    }

    long intact() {
        return intact;
    }

    List<String> changed() {
        return List.copyOf(changed);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }
}
