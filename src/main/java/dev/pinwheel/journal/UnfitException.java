package dev.pinwheel.journal;

/** The ledger must not be written before a person has done what the message says; it can be read. */
public final class UnfitException extends JournalException {

    private static final long serialVersionUID = 1;

    public UnfitException(String message) {
        super(message);
    }
}
