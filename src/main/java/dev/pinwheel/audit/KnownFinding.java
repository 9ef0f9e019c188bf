package dev.pinwheel.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A finding in a base.
 *
 * @param entry the scan that found it first with this certainty
 * @param together where one of several has it, all of them
 */
record KnownFinding(String id, String sourcePackage, String entry, Certainty certainty, Set<String> together) {

    /** How surely a base has a finding; the surer comes later. */
    enum Certainty {
        /** The base does not have it, or it is not known. */
        NONE,
        /** Another base of the same scan lacks it; this one may. */
        PERHAPS,
        /** It, or another of the scan's pinned bases, has it. */
        ONE_OF,
        /** The base has it. */
        CERTAIN
    }

    private static final int TOGETHER = 4;

    static KnownFinding read(List<String> row) {
        var together = new LinkedHashSet<>(row.subList(TOGETHER, row.size()));
        return new KnownFinding(row.get(0), row.get(1), row.get(2), Certainty.valueOf(row.get(3)), together);
    }

    List<String> row() {
        var row = new ArrayList<>(List.of(id, sourcePackage, entry, certainty.name()));
        row.addAll(together);
        return row;
    }

    String key() {
        return id + " " + sourcePackage;
    }

    /** How surely a place has it that pins these digests, this one among them: where all are pinned, one that has it is. */
    Certainty where(Collection<String> pinned) {
        if (certainty != Certainty.ONE_OF) {
            return certainty;
        }
        return pinned.containsAll(together) ? Certainty.CERTAIN : Certainty.PERHAPS;
    }
}
