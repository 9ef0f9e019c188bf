package dev.pinwheel.ledger;

import java.util.List;

/** A checkpoint as it was signed. */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {

    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.toString())) {
            throw new IllegalArgumentException("the note does not hold this checkpoint");
        }
    }

    /** Reads a signed checkpoint; the inverse of {@link #toString}. */
    public static SignedCheckpoint parse(byte[] utf8) {
        return read(Note.parse(utf8));
    }

    /** Reads a signed checkpoint; the inverse of {@link #toString}. */
    public static SignedCheckpoint parse(String text) {
        return read(Note.parse(text));
    }

    private static SignedCheckpoint read(Note note) {
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

    /** This checkpoint with these lines under it, in the place of those by the same keys. */
    public SignedCheckpoint with(List<Note.Signature> lines) {
        return new SignedCheckpoint(checkpoint, note.with(lines));
    }

    /**
     * This checkpoint with the lines of these keys alone.
     *
     * @throws IllegalArgumentException if there are none
     */
    public SignedCheckpoint of(List<? extends NoteKey> keys) {
        var lines = note.signatures().stream()
                .filter(line -> keys.stream().anyMatch(line::isBy))
                .toList();
        return new SignedCheckpoint(checkpoint, new Note(note.text(), lines));
    }

    @Override
    public String toString() {
        return note.toString();
    }
}
