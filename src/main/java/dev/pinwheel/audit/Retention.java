package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Deletes evidence that no entry has named for longer than it is to be kept. Each deletion is recorded before it
 * is done, so that one that was cut off is done the next time. Entries are never deleted, and neither is what work
 * still needs: the newest pins of each source, and the newest comparison for each source and tag.
 */
public final class Retention {

    /** How many of the deletions that failed an error tells of. */
    private static final int MOST_TOLD = 100;

    private final Duration kept;
    private final Evidence evidence;
    private final Clock clock;
    private final Supplier<Notebook> notebooks;

    /**
     * Evidence that is kept for this long after the newest entry that names it.
     *
     * @param notebooks for what is named, which grows with the ledger
     */
    public Retention(Duration kept, Evidence evidence, Clock clock, Supplier<Notebook> notebooks) {
        this.kept = kept;
        this.evidence = evidence;
        this.clock = clock;
        this.notebooks = notebooks;
    }

    /**
     * Deletes what is past its time, and what no entry names and nobody stored for as long: a manifest that was kept to read again,
     * or what a crash left.
     *
     * @param record records a deletion durably before it returns
     * @return how many files were deleted that an entry names
     * @throws IOException if some could not be deleted; all others are
     */
    public int run(Entries entries, Consumer<Event> record) throws IOException {
        try (var notebook = notebooks.get()) {
            var limit = clock.instant().minus(kept);
            var uses = new EvidenceUses(entries, notebook);
            var failures = new ArrayList<IOException>();
            var deleted = new int[1];
            uses.past(limit, naming -> deleted[0] += attempt(failures, () -> delete(naming, limit, record)));
            attempt(failures, () -> evidence.sweep(limit, uses::isNamed));
            throwAll(failures);
            return deleted[0];
        }
    }

    private interface Deletion {
        int run() throws IOException;
    }

    /** One that fails must not keep the others. */
    private static int attempt(List<IOException> failures, Deletion deletion) {
        try {
            return deletion.run();
        } catch (IOException e) {
            if (failures.size() < MOST_TOLD) {
                failures.add(e);
            }
            return 0;
        }
    }

    private static void throwAll(List<IOException> failures) throws IOException {
        if (!failures.isEmpty()) {
            var first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private int delete(EvidenceUses.Naming naming, Instant limit, Consumer<Event> record) throws IOException {
        try {
            return evidence.deleteUnusedSince(
                            limit,
                            naming.evidence(),
                            () -> record.accept(new EvidenceDeleted(
                                    clock.instant(), naming.evidence(), naming.index(), "P" + kept.toDays() + "D")))
                    ? 1
                    : 0;
        } catch (IOException | UncheckedIOException e) {
            throw new IOException(
                    "tried to delete the evidence " + naming.evidence().digest() + " but " + e
                            + "; see to who may write" + " in its directory",
                    e);
        }
    }
}
