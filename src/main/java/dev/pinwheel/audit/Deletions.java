package dev.pinwheel.audit;

import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.EntryType;
import dev.pinwheel.journal.Selection;
import java.util.List;
import java.util.Optional;

/** What the deletions say that are recorded in a ledger; a content that an entry names after that is not deleted by them. */
final class Deletions implements Absence {

    private static final int PAGE = 256;

    private final Entries entries;
    private final Notes newest;
    private boolean hasDeletions;
    private boolean areNamingsRead;

    Deletions(Entries entries, Notes deletions) {
        this.entries = entries;
        this.newest = deletions;
        var deleted = Selection.ALL.ofType(EntryType.EVIDENCE_DELETED.toString());
        for (var page = entries.entries(deleted, 0, PAGE);
                !page.isEmpty();
                page = entries.entries(deleted, page.getLast().index() + 1, PAGE)) {
            page.forEach(entry -> deleted(entry.recorded()));
        }
    }

    private void deleted(Recorded<?> fact) {
        var event = (EvidenceDeleted) fact.event();
        hasDeletions = true;
        newest.put(
                key(event.evidence().digest()),
                List.of(String.valueOf(fact.index()), String.valueOf(event.lastNamed())));
    }

    private static List<String> key(Digest digest) {
        return List.of(digest.toString());
    }

    /** What an entry names behind the newest that its deletion knew of was stored again, and not deleted since. */
    private void readNamings() {
        if (hasDeletions && !areNamingsRead) {
            Facts.entries(
                    entries, 0, entries.head().size(), entry -> Facts.of(entry).ifPresent(fact -> Named.by(fact.event())
                            .forEach(named -> named(key(named.digest()), fact.index()))));
            areNamingsRead = true;
        }
    }

    private void named(List<String> key, long entry) {
        if (newest.find(key).filter(row -> Long.parseLong(row.get(1)) < entry).isPresent()) {
            newest.remove(key);
        }
    }

    @Override
    public String of(Digest digest) {
        readNamings();
        return deletion(digest)
                .map(entry -> "was deleted by retention (entry " + entry + ")")
                .orElse("is missing, and no entry says that it was deleted");
    }

    private Optional<String> deletion(Digest digest) {
        return newest.find(key(digest)).map(List::getFirst);
    }
}
