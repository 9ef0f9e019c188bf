package dev.pinwheel.journal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The rows of a table as text. */
final class Rows {

    private Rows() {}

    static List<String> of(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            var texts = new ArrayList<String>();
            var columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var text = new StringBuilder(table);
                for (var column = 1; column <= columns; column++) {
                    var value = rows.getObject(column);
                    text.append(" | ")
                            .append(
                                    value instanceof byte[] bytes
                                            ? HexFormat.of().formatHex(bytes)
                                            : value);
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }
}
