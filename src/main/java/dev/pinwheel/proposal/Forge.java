package dev.pinwheel.proposal;

/** Where proposals are made: GitHub, or a plain git repository. */
public interface Forge {

    /**
     * Opens the proposal, or refreshes in place the one that is open for the same source and watch;
     * doing it twice is doing it once.
     *
     * @throws ForgeException if it cannot be known whether it was done; it is tried again
     */
    Outcome propose(Proposal proposal) throws ForgeException;
}
