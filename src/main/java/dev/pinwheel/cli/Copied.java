package dev.pinwheel.cli;

import dev.pinwheel.journal.Copy;

/** How the copying of a ledger went, in words. */
final class Copied {

    private Copied() {}

    static String sentence(Copy.Result copied) {
        return "copied and verified " + copied.head().size() + " entries, root hash "
                + copied.head().root() + ", the first " + copied.signed() + " of them signed";
    }

    static String object(Copy.Result copied) {
        return "{\"entries\":" + copied.head().size() + ",\"rootHash\":\""
                + copied.head().root() + "\",\"signed\":" + copied.signed() + "}";
    }
}
