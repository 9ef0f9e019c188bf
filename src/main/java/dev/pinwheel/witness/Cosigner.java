package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Note;
import java.util.List;

/** Somebody who is asked to cosign our checkpoints. */
public interface Cosigner {

    /** What our policy calls it. */
    String name();

    /** What its lines are verified with. */
    CosignerKey key();

    /** Whether nobody between us and it can answer in its place; what is not signed is believed only then. */
    boolean isBelieved();

    /** Asks it; this returns within a time, whatever it does. */
    Answer ask(AddCheckpoint request);

    /** What came of asking. */
    sealed interface Answer {

        /** It gave lines; nobody verified them yet. */
        record Lines(List<Note.Signature> lines) implements Answer {}

        /** It saw our log last at another size. */
        record Conflict(long size) implements Answer {}

        /** It gave none, and why. */
        record Refused(String reason) implements Answer {}
    }
}
