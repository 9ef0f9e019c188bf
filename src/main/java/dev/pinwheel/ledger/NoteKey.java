package dev.pinwheel.ledger;

/** A public key under its name: what a signature line of a note is verified with. */
public sealed interface NoteKey permits VerifierKey, CosignerKey {

    /** Who signs with it. */
    String name();

    /** What tells this key from others of the same name: the beginning of a hash of name and key, 4 bytes. */
    byte[] id();

    /**
     * Whether this key signed a note.
     *
     * @param text the note's text, with its final newline
     * @param signature the signature line's bytes after the key id
     */
    boolean verifies(String text, byte[] signature);
}
