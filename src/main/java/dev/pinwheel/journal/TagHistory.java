package dev.pinwheel.journal;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.DigestObserved.Previous;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every observation of a tag, the oldest first, and what is missing: each observation names the one
 * before it, so that none can be left out without a trace.
 */
public record TagHistory(List<Recorded<DigestObserved>> observations, List<String> gaps) {

    private static final int PAGE = 256;

    public TagHistory {
        observations = List.copyOf(observations);
        gaps = List.copyOf(gaps);
    }

    /**
     * The history of this tag, by the database's index of its entries: quick, and worth what the database is worth.
     * {@link HistoryProof} reads the entries themselves.
     */
    public static TagHistory of(Watch watch, Entries entries) {
        return of(read(watch, entries));
    }

    /** These observations in their order, and what is missing between them. */
    static TagHistory of(List<Recorded<DigestObserved>> observations) {
        var gaps = new ArrayList<String>();
        var before = Optional.<Previous>empty();
        for (var recorded : observations) {
            if (!recorded.event().previous().equals(before)) {
                gaps.add("observation " + recorded.index() + " follows "
                        + name(recorded.event().previous()) + ", but " + name(before) + " is there");
            }
            before = Optional.of(new Previous(recorded.index(), recorded.event().digest()));
        }
        return new TagHistory(observations, gaps);
    }

    private static String name(Optional<Previous> previous) {
        return previous.map(one -> "observation " + one.index() + " of " + one.digest())
                .orElse("nothing");
    }

    private static List<Recorded<DigestObserved>> read(Watch watch, Entries entries) {
        var selection = Selection.ALL.of(watch).ofType(EntryType.DIGEST_OBSERVED.toString());
        var observations = new ArrayList<Recorded<DigestObserved>>();
        for (var page = entries.entries(selection, 0, PAGE);
                !page.isEmpty();
                page = entries.entries(selection, page.getLast().index() + 1, PAGE)) {
            for (var entry : page) {
                observations.add(new Recorded<>(
                        entry.index(), (DigestObserved) entry.recorded().event()));
            }
        }
        return observations;
    }
}
