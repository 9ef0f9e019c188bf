package dev.pinwheel.ledger;

/** A checkpoint as it was signed. */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {

    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.toString())) {
            throw new IllegalArgumentException("the note does not hold this checkpoint");
        }
    }

    /** Reads a signed checkpoint; the inverse of {@link #toString}. */
    public static SignedCheckpoint parse(byte[] utf8) {
        return of(Note.parse(utf8));
    }

    /** Reads a signed checkpoint; the inverse of {@link #toString}. */
    public static SignedCheckpoint parse(String text) {
        return of(Note.parse(text));
    }

    private static SignedCheckpoint of(Note note) {
        return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
    }

    /** This checkpoint under our signature. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey key) {
        return new SignedCheckpoint(checkpoint, key.sign(checkpoint.toString()));
    }

    /** What this checkpoint is worth to who trusts this key, whose name must be the log's origin. */
    public Note.Standing check(VerifierKey key) {
        return checkpoint.origin().equals(key.name()) ? note.check(key) : Note.Standing.UNKNOWN_KEY;
    }

    @Override
    public String toString() {
        return note.toString();
    }
}
