package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.journal.Genesis;
import dev.pinwheel.ledger.Leaf;
import java.util.Optional;

/** An entry that was read once: its type, and the fact that it records; the first entry of a ledger records none. */
public record Told(String type, Optional<Recorded<Event>> fact) {

    /**
     * The entry that a leaf is, at this index.
     *
     * @throws IllegalArgumentException if no entry that we know has these bytes
     */
    public static Told of(long index, Leaf leaf) {
        if (index == 0) {
            Genesis.read(leaf);
            return new Told(Genesis.TYPE, Optional.empty());
        }
        var fact = Fact.read(leaf);
        return new Told(fact.type().toString(), Optional.of(new Recorded<>(index, fact.event())));
    }
}
