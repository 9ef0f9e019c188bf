package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Which entry named each evidence last, and what of it work still needs. */
final class EvidenceUses {

    private final Notes named;
    private final Notes newest;
    private final Notes needed;

    /** The newest entry that names something. */
    record Naming(Descriptor evidence, long index, Instant at) {

        static Naming of(List<String> key, List<String> row) {
            var evidence = new Descriptor(row.get(0), Digest.parse(key.getFirst()), Long.parseLong(row.get(1)));
            return new Naming(evidence, Long.parseLong(row.get(2)), Instant.parse(row.get(3)));
        }

        List<String> row() {
            return List.of(evidence.mediaType(), String.valueOf(evidence.size()), String.valueOf(index), at.toString());
        }
    }

    /** The uses that all entries tell of, noted in this notebook. */
    EvidenceUses(Entries entries, Notebook notebook) {
        this.named = notebook.notes();
        this.newest = notebook.notes();
        this.needed = notebook.notes();
        Facts.entries(
                entries, 0, entries.head().size(), entry -> Facts.of(entry).ifPresent(this::hear));
        newest.each(Notes.ALL, (work, evidence) -> needed.put(evidence, List.of()));
    }

    private void hear(Recorded<Event> fact) {
        for (var descriptor : Named.by(fact.event())) {
            var naming = new Naming(descriptor, fact.index(), fact.event().at());
            named.put(key(descriptor.digest()), naming.row());
        }
        if (fact.event() instanceof SourceRead read) {
            newest.put(List.of(read.source().name()), key(read.report().digest()));
        } else if (fact.event() instanceof CandidateScanned scanned
                && scanned.scan() instanceof Scan.Compared compared) {
            var candidate = scanned.attempt().candidate();
            newest.put(
                    List.of(candidate.source().name(), candidate.watch().toString()),
                    key(compared.report().digest()));
        }
    }

    private static List<String> key(Digest digest) {
        return List.of(digest.toString());
    }

    /** What was named before this time, not since, and is not needed, in the order in which it was first named. */
    void past(Instant limit, Consumer<Naming> reader) {
        named.each(Notes.ALL, (key, row) -> {
            var naming = Naming.of(key, row);
            if (naming.at().isBefore(limit) && needed.find(key).isEmpty()) {
                reader.accept(naming);
            }
        });
    }

    /** Whether an entry names this. */
    boolean isNamed(Digest digest) {
        return named.find(key(digest)).isPresent();
    }
}
