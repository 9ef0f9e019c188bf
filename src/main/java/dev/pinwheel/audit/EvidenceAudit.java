package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.evidence.Evidence.Standing;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the evidence that entries name is there and is what was stored, and whether what is gone was
 * deleted by a recorded deletion. Each content is hashed once.
 */
public final class EvidenceAudit {

    private final Shelf shelf;
    private final Notes standings;
    private final Notes namedBy;
    private final Notes deletions;
    private long named;
    private long present;
    private long intact;

    /** Where evidence lies. */
    @FunctionalInterface
    public interface Shelf {
        Standing check(Descriptor descriptor) throws IOException;
    }

    /** What came of it: how many are intact, and what is to be said of those that are not. */
    public record Findings(long intact, Sentences changed, Sentences missing, Sentences deleted) {}

    /**
     * A sentence for each content that something is to be said of.
     *
     * @param first the first of them; the others are only counted
     */
    public record Sentences(long count, List<String> first) {

        /** How many are not only counted. */
        public static final int MAX = 1_000;

        public Sentences {
            first = List.copyOf(first);
        }

        public boolean isEmpty() {
            return count == 0;
        }

        /** The sentences, each behind these words, and how many more there are. */
        public List<String> lines(String words) {
            var lines = new ArrayList<>(
                    first.stream().map(sentence -> words + sentence).toList());
            if (count > first.size()) {
                lines.add(words + (count - first.size()) + " more");
            }
            return lines;
        }
    }

    /** An audit that keeps its notes in this notebook. */
    public EvidenceAudit(Shelf shelf, Notebook notebook) {
        this.shelf = shelf;
        this.standings = notebook.notes();
        this.namedBy = notebook.notes();
        this.deletions = notebook.notes();
    }

    /**
     * Hears of a fact, in the order of the ledger.
     *
     * @return what it names that is intact and was not named before
     */
    public List<Descriptor> hear(Recorded<Event> fact) throws IOException {
        var index = String.valueOf(fact.index());
        if (fact.event() instanceof EvidenceDeleted deleted) {
            deletions.put(key(deleted.evidence().digest()), List.of(index, String.valueOf(deleted.lastNamed())));
        }
        var found = new ArrayList<Descriptor>();
        for (var descriptor : Named.by(fact.event())) {
            var key = key(descriptor.digest());
            var known = standings.find(key).map(row -> Standing.valueOf(row.getFirst()));
            var standing = known.isPresent() ? known.get() : look(descriptor);
            if (standing != Standing.INTACT) {
                namedBy.put(key, List.of(index, standing.name()));
            } else if (known.isEmpty()) {
                found.add(descriptor);
            }
        }
        return found;
    }

    private static List<String> key(Digest digest) {
        return List.of(digest.toString());
    }

    private Standing look(Descriptor descriptor) throws IOException {
        var standing = shelf.check(descriptor);
        standings.put(key(descriptor.digest()), List.of(standing.name()));
        named++;
        present += standing == Standing.MISSING ? 0 : 1;
        intact += standing == Standing.INTACT ? 1 : 0;
        return standing;
    }

    /** How many different contents were named. */
    public long named() {
        return named;
    }

    /** How many of them are there, changed or not. */
    public long present() {
        return present;
    }

    /** What came of all that was heard. */
    public Findings findings() {
        var changed = new Counted();
        var missing = new Counted();
        var deleted = new Counted();
        namedBy.each(Notes.ALL, (key, row) -> {
            var name = key.getFirst() + ", named by entry " + row.getFirst();
            var deletion = deletions.find(key);
            if (Standing.valueOf(row.get(1)) == Standing.CHANGED) {
                changed.add(name);
            } else if (deletion.isPresent()
                    && Long.parseLong(deletion.get().get(1)) >= Long.parseLong(row.getFirst())) {
                deleted.add(
                        name + ": deleted by retention (entry " + deletion.get().getFirst() + ")");
            } else {
                missing.add(name);
            }
        });
        return new Findings(intact, changed.sentences(), missing.sentences(), deleted.sentences());
    }

    private static final class Counted {

        private final List<String> first = new ArrayList<>();
        private long count;

        void add(String sentence) {
            count++;
            if (first.size() < Sentences.MAX) {
                first.add(sentence);
            }
        }

        Sentences sentences() {
            return new Sentences(count, first);
        }
    }
}
