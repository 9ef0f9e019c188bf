package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** The database file in a data directory, and the lock that keeps it to one writing process. */
final class SqliteFile {

    private static final int VERSION = 1;
    private static final int BUSY_MILLISECONDS = 10_000;

    private final Path directory;
    private final Path file;

    SqliteFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("ledger.db");
    }

    /** Keeps other processes from writing this ledger until the channel is closed. */
    FileChannel lock() {
        var lock = directory.resolve("ledger.lock");
        try {
            Files.createDirectories(directory);
            var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new JournalException("tried to lock " + lock, e);
        }
        throw new JournalException("another Pinwheel writes the ledger in " + directory
                + "; stop it, or give this one a directory of its own");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A session that writes, on a database whose tables are there. */
    Session write() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        var session = open(config);
        try {
            migrate(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A session that only reads. */
    Session read() {
        if (!Files.exists(file)) {
            throw new JournalException("there is no ledger in " + directory + ": " + file + " is not there");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(config);
    }

    private Session open(SQLiteConfig config) {
        config.setBusyTimeout(BUSY_MILLISECONDS);
        try {
            return new Session(config.createConnection("jdbc:sqlite:" + file), file.toString());
        } catch (SQLException e) {
            throw new JournalException("tried to open " + file, e);
        }
    }

    private void migrate(Session session) {
        int version = session.one("PRAGMA user_version", row -> row.getInt(1));
        if (version > VERSION) {
            throw new JournalException(file + " was written by a newer Pinwheel; use that one");
        }
        if (version == 0) {
            session.transaction(() -> session.script("schema-1.sql"));
        }
    }
}
