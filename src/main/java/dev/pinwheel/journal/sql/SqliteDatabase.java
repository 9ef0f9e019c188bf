package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.HeldException;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Store;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** A ledger in one SQLite file, whose commits survive the loss of power; one process writes it, any may read. */
public final class SqliteDatabase implements Database {

    private static final int VERSION = 1;
    private static final int BUSY_MILLISECONDS = 10_000;

    private final Path file;
    private final Path lock;
    private final boolean isCopy;
    private final NetworkFileSystem.Types types;

    private SqliteDatabase(Path file, Path lock, boolean isCopy, NetworkFileSystem.Types types) {
        this.file = file;
        this.lock = lock;
        this.isCopy = isCopy;
        this.types = types;
    }

    /** The ledger in this data directory. */
    public SqliteDatabase(Path directory) {
        this(directory.resolve("ledger.db"), directory.resolve("ledger.lock"), false, NetworkFileSystem.Types.REAL);
    }

    /** The ledger in this data directory, on a file system that is said to be of a type. */
    static SqliteDatabase on(Path directory, NetworkFileSystem.Types types) {
        return new SqliteDatabase(directory.resolve("ledger.db"), directory.resolve("ledger.lock"), false, types);
    }

    /**
     * A copy of a ledger, which is one file once it is closed. Who makes one makes the file durable after that;
     * until then the loss of power leaves nothing that can be used.
     */
    public static SqliteDatabase copy(Path file) {
        return new SqliteDatabase(
                file, file.resolveSibling(file.getFileName() + ".lock"), true, NetworkFileSystem.Types.REAL);
    }

    @Override
    public Store open() {
        var channel = lock();
        try {
            return new SqlStore(write(), this::session, channel);
        } catch (RuntimeException e) {
            release(channel, e);
            throw e;
        }
    }

    @Override
    public Entries read() {
        return new SqlEntries(session());
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /** Keeps other processes from writing this ledger until the channel is closed. */
    private FileChannel lock() {
        try {
            var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(directory);
            checkFileSystem(directory);
            var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new JournalException("tried to lock " + lock, e);
        }
        throw new HeldException(
                "another Pinwheel writes the ledger in " + file + "; stop it, or give this one a directory of its own");
    }

    /** A copy is written by one process at once, and read after that. */
    private void checkFileSystem(Path directory) throws IOException {
        var shared = isCopy ? Optional.<String>empty() : NetworkFileSystem.of(directory, types);
        if (shared.isPresent()) {
            throw new JournalException(
                    directory + " is on " + shared.get() + ", a file system that machines share, on which"
                            + " SQLite loses what it has committed; keep the data directory on a disk of this machine, or the"
                            + " ledger in PostgreSQL (ledger.database)");
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void release(FileChannel lock, RuntimeException reason) {
        try {
            lock.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** A session that writes, on a database whose tables are there. */
    private Session write() {
        var config = new SQLiteConfig();
        config.setJournalMode(isCopy ? SQLiteConfig.JournalMode.MEMORY : SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(isCopy ? SQLiteConfig.SynchronousMode.OFF : SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        var session = open(config, file.toString());
        try {
            migrate(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A session that only reads. */
    private Session session() {
        if (!Files.exists(file)) {
            throw new JournalException("there is no ledger: " + file + " is not there");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return isAtRest() ? open(config, file.toUri() + "?immutable=1") : open(config, file.toString());
    }

    /** Whether nobody has it open and we cannot make the files beside it that a reader of a WAL database needs. */
    private boolean isAtRest() {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return !Files.isWritable(directory) && !Files.exists(directory.resolve(file.getFileName() + "-wal"));
    }

    private Session open(SQLiteConfig config, String address) {
        config.setBusyTimeout(BUSY_MILLISECONDS);
        try {
            return new Session(config.createConnection("jdbc:sqlite:" + address), file.toString());
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
            session.transaction(() -> session.script("sqlite/schema-1.sql"));
        }
    }
}
