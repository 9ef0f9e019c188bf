package dev.pinwheel.journal.sql;

import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Head;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Tile;
import dev.pinwheel.ledger.TilePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The entries in a database. */
final class SqlEntries implements Entries {

    private final Session session;

    SqlEntries(Session session) {
        this.session = session;
    }

    @Override
    public Head head() {
        return session.one(Queries.named("head"), SqlEntries::head);
    }

    private static Head head(ResultSet row) throws SQLException {
        var frontier = row.getBytes("frontier");
        var hashes =
                frontier.length == 0 ? List.<Hash>of() : Tile.parse(frontier).hashes();
        return new Head(
                new Frontier(row.getLong("size"), hashes),
                Hash.of(row.getBytes("root")),
                Instant.ofEpochMilli(row.getLong("at")));
    }

    @Override
    public Optional<Entry> entry(long index) {
        return session.first(Queries.named("entry"), SqlEntries::entry, index);
    }

    Optional<Entry> entry(Digest fact) {
        return session.first(
                Queries.named("entry-of-fact"),
                SqlEntries::entry,
                HexFormat.of().parseHex(fact.hex()));
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("idx"),
                row.getString("type"),
                Leaf.of(row.getBytes("body")),
                Hash.of(row.getBytes("leaf_hash")));
    }

    @Override
    public List<Entry> entries(Selection selection, long from, int limit) {
        var filter = new Filter(selection).and("e.idx >= ?", from);
        return session.list(
                "SELECT e.idx, e.type, e.leaf_hash, e.body" + filter.text() + " ORDER BY e.idx LIMIT " + limit,
                SqlEntries::entry,
                filter.arguments());
    }

    @Override
    public List<Entry> newest(Selection selection, int limit) {
        var filter = new Filter(selection);
        return session.list(
                "SELECT e.idx, e.type, e.leaf_hash, e.body" + filter.text() + " ORDER BY e.idx DESC LIMIT " + limit,
                SqlEntries::entry,
                filter.arguments());
    }

    @Override
    public long count(Selection selection) {
        var filter = new Filter(selection);
        return session.one("SELECT COUNT(*)" + filter.text(), row -> row.getLong(1), filter.arguments());
    }

    @Override
    public List<Hash> leafHashes(long from, int limit) {
        return session.list(Queries.named("leaf-hashes"), SqlEntries::hash, from, limit);
    }

    @Override
    public Hash subtree(int height, long index) {
        var level = height / TilePath.HEIGHT;
        var within = height % TilePath.HEIGHT;
        var first = index << within;
        var count = 1 << within;
        var hashes = level == 0
                ? leafHashes(first, count)
                : session.list(Queries.named("subtrees"), SqlEntries::hash, level, first, count);
        if (hashes.size() != count) {
            throw new JournalException("the ledger is incomplete: " + count + " hashes of level " + level + " from "
                    + first + " on are not all there");
        }
        return new Tile(hashes).subtree(within, 0);
    }

    private static Hash hash(ResultSet row) throws SQLException {
        return Hash.of(row.getBytes(1));
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint() {
        return session.first(Queries.named("checkpoint"), row -> SignedCheckpoint.parse(row.getString(1)));
    }

    @Override
    public List<String> checkpointsAfter(long size, int limit) {
        return session.list(Queries.named("checkpoints-after"), row -> row.getString(1), size, limit);
    }

    @Override
    public void close() {
        session.close();
    }

    /** The part of a query that selects entries. */
    private static final class Filter {

        private final StringBuilder text = new StringBuilder(" FROM entry e");
        private final List<Object> arguments = new ArrayList<>();
        private String join = " WHERE ";

        Filter(Selection selection) {
            if (selection.watch().isPresent() || selection.source().isPresent()) {
                text.append(" JOIN subject s ON s.idx = e.idx");
            }
            selection.type().ifPresent(type -> and("e.type = ?", type));
            selection.watch().ifPresent(watch -> and("s.watch = ?", watch.toString()));
            selection.source().ifPresent(source -> and("s.source = ?", source.name()));
        }

        Filter and(String condition, Object argument) {
            text.append(join).append(condition);
            arguments.add(argument);
            join = " AND ";
            return this;
        }

        String text() {
            return text.toString();
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }
}
