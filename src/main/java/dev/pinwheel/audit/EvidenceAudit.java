package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the evidence that entries name is there and is what was stored, and whether what is gone was
 * deleted by a recorded deletion. Each content is hashed once; memory grows with their number only.
 */
public final class EvidenceAudit {

    private final Shelf shelf;
    private final Map<Digest, Evidence.Standing> standings = new HashMap<>();
    private final Map<Digest, Long> namedBy = new LinkedHashMap<>();
    private final Map<Digest, Recorded<EvidenceDeleted>> deletions = new HashMap<>();

    /** Where evidence lies. */
    @FunctionalInterface
    public interface Shelf {
        Evidence.Standing check(Descriptor descriptor) throws IOException;
    }

    /** What came of it: how many are intact, and a sentence for each that is not. */
    public record Findings(long intact, List<String> changed, List<String> missing, List<String> deleted) {

        public Findings {
            changed = List.copyOf(changed);
            missing = List.copyOf(missing);
            deleted = List.copyOf(deleted);
        }
    }

    public EvidenceAudit(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Hears of a fact, in the order of the ledger. */
    public void hear(Recorded<Event> fact) throws IOException {
        if (fact.event() instanceof EvidenceDeleted deleted) {
            deletions.put(deleted.evidence().digest(), new Recorded<>(fact.index(), deleted));
        }
        for (var descriptor : Named.by(fact.event())) {
            var digest = descriptor.digest();
            if (!standings.containsKey(digest)) {
                standings.put(digest, shelf.check(descriptor));
            }
            if (standings.get(digest) != Evidence.Standing.INTACT) {
                namedBy.put(digest, fact.index());
            }
        }
    }

    /** How many different contents were named. */
    public long named() {
        return standings.size();
    }

    /** How many of them are there, changed or not. */
    public long present() {
        return standings.values().stream()
                .filter(standing -> standing != Evidence.Standing.MISSING)
                .count();
    }

    /** What came of all that was heard. */
    public Findings findings() {
        var changed = new ArrayList<String>();
        var missing = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        namedBy.forEach((digest, index) -> {
            var name = digest + ", named by entry " + index;
            var deletion = deletions.get(digest);
            if (standings.get(digest) == Evidence.Standing.CHANGED) {
                changed.add(name);
            } else if (deletion != null && deletion.event().lastNamed() >= index) {
                deleted.add(name + ": deleted by retention (entry " + deletion.index() + ")");
            } else {
                missing.add(name);
            }
        });
        return new Findings(standings.size() - namedBy.size(), changed, missing, deleted);
    }
}
