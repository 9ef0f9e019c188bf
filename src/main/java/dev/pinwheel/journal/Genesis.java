package dev.pinwheel.journal;

import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.VerifierKey;
import java.time.Instant;
import java.util.Optional;

/**
 * The first entry of a ledger: what it is called and which key signs it.
 *
 * @param before the ledger that this one goes on from under a new origin, if it does
 */
public record Genesis(Instant at, VerifierKey key, Optional<Before> before) {

    public static final String TYPE = "ledger.genesis";

    static final Digest ID = Fact.id(TYPE, "");

    /** The last checkpoint of a ledger that ended, and the key that signed it. */
    public record Before(Checkpoint checkpoint, VerifierKey key) {

        public Before {
            if (!checkpoint.origin().equals(key.name())) {
                throw new IllegalArgumentException(
                        "a checkpoint of " + checkpoint.origin() + " is not signed by " + key.name());
            }
        }

        private Draft draft() {
            return new Draft()
                    .text("origin", checkpoint.origin())
                    .number("size", checkpoint.size())
                    .text("root", checkpoint.root().toString())
                    .text("key", key.toString());
        }

        private static Before read(Fields fields) {
            var root = Hash.parse(fields.text("root"));
            var checkpoint = new Checkpoint(fields.text("origin"), fields.number("size"), root);
            return new Before(checkpoint, VerifierKey.parse(fields.text("key")));
        }
    }

    Leaf leaf() {
        return Leaf.of(new Draft()
                .text("type", TYPE)
                .time("at", at)
                .text("origin", key.name())
                .text("key", key.toString())
                .object("before", before.map(Before::draft))
                .bytes());
    }

    /** Reads the first entry; the inverse of {@link #leaf}. */
    public static Genesis read(Leaf leaf) {
        return Fields.read(leaf.bytes(), fields -> {
            var key = VerifierKey.parse(fields.text("key"));
            if (!fields.text("type").equals(TYPE) || !fields.text("origin").equals(key.name())) {
                throw new IllegalArgumentException("not the first entry of a ledger");
            }
            return new Genesis(fields.time("at"), key, fields.optionalObject("before", Before::read));
        });
    }
}
