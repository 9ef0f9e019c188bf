package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Store;
import java.nio.file.Path;

/** The ledger in the one SQLite file of a data directory. */
public final class SqliteStore {

    private SqliteStore() {}

    /** The ledger in this directory, to write, as {@link SqliteDatabase#open} gives it. */
    public static Store open(Path directory) {
        return new SqliteDatabase(directory).open();
    }

    /** The entries of the ledger in this directory, to read, as {@link SqliteDatabase#read} gives them. */
    public static Entries read(Path directory) {
        return new SqliteDatabase(directory).read();
    }
}
