package dev.pinwheel.audit;

import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.EntryType;
import dev.pinwheel.journal.Selection;
import java.util.List;

/** What is known of a content that is not there. */
@FunctionalInterface
interface Absence {

    int PAGE = 256;

    /** What became of it, as the end of a sentence. */
    String of(Digest digest);

    /** Nothing is known but that it is not there. */
    Absence UNKNOWN = digest -> "is not there";

    /** What the deletions say that are recorded in a ledger; they are noted. */
    static Absence recorded(Entries entries, Notes deletions) {
        var deleted = Selection.ALL.ofType(EntryType.EVIDENCE_DELETED.toString());
        for (var page = entries.entries(deleted, 0, PAGE);
                !page.isEmpty();
                page = entries.entries(deleted, page.getLast().index() + 1, PAGE)) {
            for (var entry : page) {
                var event = (EvidenceDeleted) entry.recorded().event();
                deletions.put(List.of(event.evidence().digest().toString()), List.of(String.valueOf(entry.index())));
            }
        }
        return digest -> deletions
                .find(List.of(digest.toString()))
                .map(row -> "was deleted by retention (entry " + row.getFirst() + ")")
                .orElse("is missing, and no entry says that it was deleted");
    }
}
