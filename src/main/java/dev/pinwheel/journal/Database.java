package dev.pinwheel.journal;

/** Where a ledger is kept, before anybody opens it. */
public interface Database {

    /**
     * The ledger, to write; its tables are made if they are not there.
     *
     * @throws HeldException if another process writes it
     * @throws JournalException if it cannot be opened
     */
    Store open();

    /**
     * The entries of the ledger, to read, also while another process writes them.
     *
     * @throws JournalException if there is no ledger, or it cannot be opened
     */
    Entries read();

    /** Whether other machines reach it, so that a second process may wait there to take over. */
    boolean isShared();
}
