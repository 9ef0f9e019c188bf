package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Deletes evidence that no entry has named for longer than it is to be kept. Each deletion is recorded before it
 * is done, so that one that was cut off is done the next time. Entries are never deleted, and neither is what work
 * still needs: the newest pins of each source, and the newest comparison for each source and tag.
 */
public final class Retention {

    private final Duration kept;
    private final Evidence evidence;
    private final Clock clock;

    /** The newest entry that names something. */
    private record Naming(Descriptor evidence, long index, Instant at) {}

    /** Evidence that is kept for this long after the newest entry that names it. */
    public Retention(Duration kept, Evidence evidence, Clock clock) {
        this.kept = kept;
        this.evidence = evidence;
        this.clock = clock;
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
        var named = new LinkedHashMap<Digest, Naming>();
        var needed = new HashMap<String, Digest>();
        Facts.entries(
                entries, 0, entries.head().size(), entry -> Facts.of(entry).ifPresent(fact -> {
                    hear(fact, named);
                    need(fact.event(), needed);
                }));
        var limit = clock.instant().minus(kept);
        var stays = new HashSet<>(needed.values());
        var past = named.values().stream()
                .filter(naming -> naming.at().isBefore(limit)
                        && !stays.contains(naming.evidence().digest()))
                .toList();
        var failures = new ArrayList<IOException>();
        var deleted = 0;
        for (var naming : past) {
            deleted += attempt(failures, () -> delete(naming, limit, record));
        }
        attempt(failures, () -> evidence.sweep(limit, named::containsKey));
        throwAll(failures);
        return deleted;
    }

    private interface Deletion {
        int run() throws IOException;
    }

    /** One that fails must not keep the others. */
    private static int attempt(List<IOException> failures, Deletion deletion) {
        try {
            return deletion.run();
        } catch (IOException e) {
            failures.add(e);
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

    private static void hear(Recorded<Event> fact, Map<Digest, Naming> named) {
        for (var descriptor : Named.by(fact.event())) {
            named.put(
                    descriptor.digest(),
                    new Naming(descriptor, fact.index(), fact.event().at()));
        }
    }

    private static void need(Event event, Map<String, Digest> needed) {
        if (event instanceof SourceRead read) {
            needed.put(read.source().name(), read.report().digest());
        } else if (event instanceof CandidateScanned scanned && scanned.scan() instanceof Scan.Compared compared) {
            var candidate = scanned.attempt().candidate();
            needed.put(
                    candidate.source() + " " + candidate.watch(),
                    compared.report().digest());
        }
    }

    private int delete(Naming naming, Instant limit, Consumer<Event> record) throws IOException {
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
