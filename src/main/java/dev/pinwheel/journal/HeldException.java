package dev.pinwheel.journal;

/** Another process writes the ledger. */
public final class HeldException extends JournalException {

    private static final long serialVersionUID = 1;

    public HeldException(String message) {
        super(message);
    }
}
