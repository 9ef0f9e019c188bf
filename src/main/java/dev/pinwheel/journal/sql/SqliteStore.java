package dev.pinwheel.journal.sql;

import dev.pinwheel.event.History;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.journal.Genesis;
import dev.pinwheel.journal.Growth;
import dev.pinwheel.journal.Head;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.Store;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Tile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The ledger in one SQLite file, whose commits survive the loss of power; one process writes it, any may read. */
public final class SqliteStore implements Store {

    private static final int PAGE = 1_000;

    private final FileChannel lock;
    private final Session writing;
    private final SqlEntries written;
    private final SqlEntries entries;
    private final SqlHistory history;
    private final Projection projection;
    private final long epoch;

    private SqliteStore(FileChannel lock, Session writing, Session reading) {
        this.lock = lock;
        this.writing = writing;
        this.written = new SqlEntries(writing);
        this.entries = new SqlEntries(reading);
        this.history = new SqlHistory(reading);
        this.projection = new Projection(writing);
        writing.update(Queries.named("claim"));
        this.epoch = writing.one(Queries.named("epoch"), row -> row.getLong(1));
    }

    /**
     * The ledger in this directory, to write; it is made if it is not there.
     *
     * @throws JournalException if another process writes it, or it cannot be opened
     */
    public static SqliteStore open(Path directory) {
        var file = new SqliteFile(directory);
        var lock = file.lock();
        try {
            return new SqliteStore(lock, file.write(), file.read());
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    /** The entries of the ledger in this directory, to read, also while another process writes it. */
    public static Entries read(Path directory) {
        return new SqlEntries(new SqliteFile(directory).read());
    }

    @Override
    public Entries entries() {
        return entries;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public Optional<Entry> find(Digest id) {
        return written.entry(id);
    }

    @Override
    public void append(Growth growth) {
        writing.transaction(() -> {
            growth.additions().forEach(this::add);
            for (var subtree : growth.subtrees()) {
                writing.update(
                        Queries.named("add-subtree"),
                        subtree.level(),
                        subtree.index(),
                        subtree.hash().bytes());
            }
            move(growth.before(), growth.after());
        });
    }

    private void add(Growth.Addition addition) {
        var leaf = addition.leaf();
        writing.update(
                Queries.named("add-entry"),
                addition.index(),
                addition.type(),
                HexFormat.of().parseHex(addition.id().hex()),
                leaf.hash().bytes(),
                leaf.bytes());
        project(addition.index(), addition.type(), leaf);
    }

    private void project(long index, String type, Leaf leaf) {
        if (!type.equals(Genesis.TYPE)) {
            projection.add(index, Fact.read(leaf));
        }
    }

    private void move(Head before, Head after) {
        var moved = writing.update(
                Queries.named("grow"),
                after.size(),
                after.root().bytes(),
                frontier(after),
                after.at().toEpochMilli(),
                before.size(),
                before.root().bytes(),
                epoch);
        if (moved != 1) {
            throw new JournalException("somebody else wrote the ledger: its head is not the one of " + before.size()
                    + " entries that this process left");
        }
    }

    private static byte[] frontier(Head head) {
        return new Tile(head.frontier().hashes()).bytes();
    }

    @Override
    public void keep(SignedCheckpoint signed) {
        var size = signed.checkpoint().size();
        var kept = writing.first(Queries.named("checkpoint-of"), row -> row.getString(1), size);
        if (kept.isEmpty()) {
            writing.update(Queries.named("add-checkpoint"), size, signed.toString());
        } else if (!kept.get().equals(signed.toString())) {
            throw new JournalException("two different checkpoints of " + size + " entries; one of them is forged");
        }
    }

    @Override
    public void rebuild() {
        writing.transaction(() -> {
            projection.clear();
            var from = 0L;
            for (var page = page(from); !page.isEmpty(); page = page(from)) {
                page.forEach(entry -> project(entry.index(), entry.type(), entry.leaf()));
                from += page.size();
            }
        });
    }

    private List<Entry> page(long from) {
        return written.entries(Selection.ALL, from, PAGE);
    }

    @Override
    public void close() {
        try {
            entries.close();
            writing.close();
        } finally {
            release(lock);
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new JournalException("tried to unlock the ledger", e);
        }
    }
}
