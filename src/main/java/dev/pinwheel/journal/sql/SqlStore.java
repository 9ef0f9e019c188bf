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
import java.io.Closeable;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The ledger in a database that speaks SQL. Who opens it last is the one that can write: the epoch fences the others. */
final class SqlStore implements Store {

    private static final int PAGE = 1_000;

    private final Session writing;
    private final Session reading;
    private final Closeable lock;
    private final SqlEntries written;
    private final SqlEntries entries;
    private final SqlHistory history;
    private final Projection projection;
    private final long epoch;

    /**
     * Takes the ledger over.
     *
     * @param writing a session whose tables are there; it is closed if this fails
     * @param lock what keeps others away until it is closed
     */
    SqlStore(Session writing, Supplier<Session> reading, Closeable lock) {
        this.writing = writing;
        this.lock = lock;
        this.written = new SqlEntries(writing);
        this.projection = new Projection(writing);
        try {
            this.epoch = claim();
            this.reading = reading.get();
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
        this.entries = new SqlEntries(this.reading);
        this.history = new SqlHistory(this.reading);
    }

    private long claim() {
        return writing.transaction(() -> {
            writing.update(Queries.named("claim"));
            return writing.one(Queries.named("epoch"), row -> row.getLong(1));
        });
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
                writing.insert(
                        Queries.named("add-subtree"),
                        subtree.level(),
                        subtree.index(),
                        subtree.hash().bytes());
            }
            move(growth.before(), growth.after());
            return growth;
        });
    }

    private void add(Growth.Addition addition) {
        var leaf = addition.leaf();
        writing.insert(
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
                new Tile(after.frontier().hashes()).bytes(),
                after.at().toEpochMilli(),
                before.size(),
                before.root().bytes(),
                epoch);
        if (moved != 1) {
            throw fenced("its head is not the one of " + before.size() + " entries that this process left");
        }
    }

    @Override
    public void keep(SignedCheckpoint signed) {
        var size = signed.checkpoint().size();
        var kept = writing.first(Queries.named("checkpoint-of"), row -> row.getString(1), size);
        if (kept.isEmpty()) {
            if (writing.update(Queries.named("add-checkpoint"), size, signed.toString(), epoch) != 1) {
                throw fenced("a process that opened it later signs it");
            }
        } else if (!kept.get().equals(signed.toString())) {
            throw new JournalException("two different checkpoints of " + size + " entries; one of them is forged");
        }
    }

    @Override
    public void confirm() {
        if (writing.one(Queries.named("epoch"), row -> row.getLong(1)) != epoch) {
            throw fenced("a process that opened it later writes it");
        }
        reading.confirm();
    }

    private JournalException fenced(String how) {
        return new JournalException("somebody else writes the ledger in " + writing + ": " + how
                + "; stop one of the two, then restart the other");
    }

    @Override
    public void together(Runnable work) {
        writing.transaction(() -> {
            work.run();
            return this;
        });
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
            return from;
        });
    }

    private List<Entry> page(long from) {
        return written.entries(Selection.ALL, from, PAGE);
    }

    @Override
    public void close() {
        try (lock;
                writing) {
            reading.close();
        } catch (IOException e) {
            throw new JournalException("tried to unlock the ledger in " + writing, e);
        }
    }
}
