package dev.pinwheel.journal;

import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.VerifierKey;
import java.time.Instant;

/** The first entry of a ledger: what it is called and which key signs it. */
public record Genesis(Instant at, VerifierKey key) {

    public static final String TYPE = "ledger.genesis";

    static final Digest ID = Fact.id(TYPE, "");

    Leaf leaf() {
        return Leaf.of(new Draft()
                .text("type", TYPE)
                .time("at", at)
                .text("origin", key.name())
                .text("key", key.toString())
                .bytes());
    }

    /** Reads the first entry; the inverse of {@link #leaf}. */
    public static Genesis read(Leaf leaf) {
        return Fields.read(leaf.bytes(), fields -> {
            var key = VerifierKey.parse(fields.text("key"));
            if (!fields.text("type").equals(TYPE) || !fields.text("origin").equals(key.name())) {
                throw new IllegalArgumentException("not the first entry of a ledger");
            }
            return new Genesis(fields.time("at"), key);
        });
    }
}
