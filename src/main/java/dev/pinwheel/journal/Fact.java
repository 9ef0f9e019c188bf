package dev.pinwheel.journal;

import dev.pinwheel.event.Event;
import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.Leaf;
import java.nio.charset.StandardCharsets;

/**
 * An event and the leaf that holds it. The leaf's bytes are written once; the event is what they
 * say, so that its times have milliseconds and its texts have a length.
 */
public record Fact(Event event, Leaf leaf) {

    /** The fact that an event becomes. */
    public static Fact of(Event event) {
        return read(Leaf.of(FactWriter.write(event).bytes()));
    }

    /** The fact that a leaf holds. */
    public static Fact read(Leaf leaf) {
        return new Fact(Fields.read(leaf.bytes(), FactReader::read), leaf);
    }

    public EntryType type() {
        return EntryType.of(event);
    }

    /** What makes this fact the same fact when it is told again. */
    public Digest id() {
        return id(type().toString(), event.key());
    }

    static Digest id(String type, String key) {
        return Digest.of((type + "\0" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Under what an entry is found again: its type, and the id of the fact that it records. */
    record Identity(String type, Digest id) {

        /** The identity of the entry that has this leaf. */
        static Identity of(Leaf leaf) {
            if (Genesis.TYPE.equals(Canonical.parse(leaf.bytes()).get("type"))) {
                return new Identity(Genesis.TYPE, Genesis.ID);
            }
            var fact = read(leaf);
            return new Identity(fact.type().toString(), fact.id());
        }
    }
}
