package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.ledger.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A recorded fact as a row of notes: its index, and the text of its entry. */
final class Noted {

    /** How many texts a fact is. */
    static final int LENGTH = 2;

    private Noted() {}

    static List<String> row(Recorded<? extends Event> fact) {
        var leaf = Fact.of(fact.event()).leaf();
        return List.of(String.valueOf(fact.index()), new String(leaf.bytes(), StandardCharsets.UTF_8));
    }

    /** The inverse of {@link #row}, which may be the beginning of a longer row. */
    static <E extends Event> Recorded<E> read(List<String> row, Class<E> kind) {
        var leaf = Leaf.of(row.get(1).getBytes(StandardCharsets.UTF_8));
        return new Recorded<>(
                Long.parseLong(row.get(0)), kind.cast(Fact.read(leaf).event()));
    }
}
