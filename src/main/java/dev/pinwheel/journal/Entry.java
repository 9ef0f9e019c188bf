package dev.pinwheel.journal;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import java.util.Optional;

/**
 * One entry as the ledger holds it.
 *
 * @param leaf the exact bytes
 * @param stored the leaf hash that was stored beside them; it is the leaf's own, unless somebody tampered
 */
public record Entry(long index, String type, Leaf leaf, Hash stored) {

    /** The event that this entry records. */
    public Recorded<Event> recorded() {
        return new Recorded<>(index, Fact.read(leaf).event());
    }

    /** What the entry says under this name, if it says it in words. */
    public Optional<String> text(String name) {
        return Canonical.parse(leaf.bytes()).get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The entry as a JSON object of one line: its exact bytes, and what is stored beside them. */
    public String toJson() {
        return "{\"index\":" + index + ",\"leafHash\":\"" + stored + "\",\"entry\":" + leaf + "}";
    }
}
