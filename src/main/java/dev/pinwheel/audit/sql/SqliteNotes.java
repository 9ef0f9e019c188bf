package dev.pinwheel.audit.sql;

import dev.pinwheel.audit.NoteText;
import dev.pinwheel.audit.Notes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of one topic. */
final class SqliteNotes implements Notes {

    private static final String UNDER = "SELECT key, row FROM note WHERE topic = ? AND key >= ? AND key < ? ORDER BY ";

    private final Connection connection;
    private final int topic;
    private final PreparedStatement find;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private long places;

    SqliteNotes(Connection connection, int topic) throws SQLException {
        this.connection = connection;
        this.topic = topic;
        this.find = connection.prepareStatement("SELECT row FROM note WHERE topic = ? AND key = ?");
        this.put = connection.prepareStatement("INSERT INTO note (topic, key, row, place) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (topic, key) DO UPDATE SET row = excluded.row");
        this.remove = connection.prepareStatement("DELETE FROM note WHERE topic = ? AND key = ?");
    }

    @Override
    public Optional<List<String>> find(List<String> key) {
        try {
            place(find, key);
            try (var rows = find.executeQuery()) {
                return rows.next() ? Optional.of(NoteText.parse(rows.getBytes(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw SqliteNotebook.failed("read", e);
        }
    }

    @Override
    public void put(List<String> key, List<String> row) {
        try {
            place(put, key);
            put.setBytes(3, NoteText.print(row));
            put.setLong(4, places++);
            put.executeUpdate();
        } catch (SQLException e) {
            throw SqliteNotebook.failed("write", e);
        }
    }

    @Override
    public void remove(List<String> key) {
        try {
            place(remove, key);
            remove.executeUpdate();
        } catch (SQLException e) {
            throw SqliteNotebook.failed("remove", e);
        }
    }

    @Override
    public void each(List<String> prefix, Reader reader) {
        read(prefix, "place", reader);
    }

    @Override
    public void sorted(List<String> prefix, Reader reader) {
        read(prefix, "key", reader);
    }

    /** SQLite sorts outside of memory; what it sorted before it gave the first row does not change any more. */
    private void read(List<String> prefix, String order, Reader reader) {
        try (var under = connection.prepareStatement(UNDER + order)) {
            place(under, prefix);
            under.setBytes(3, NoteText.behind(prefix));
            try (var rows = under.executeQuery()) {
                while (rows.next()) {
                    reader.read(NoteText.parse(rows.getBytes(1)), NoteText.parse(rows.getBytes(2)));
                }
            }
        } catch (SQLException e) {
            throw SqliteNotebook.failed("read", e);
        }
    }

    private void place(PreparedStatement statement, List<String> key) throws SQLException {
        statement.setInt(1, topic);
        statement.setBytes(2, NoteText.print(key));
    }
}
