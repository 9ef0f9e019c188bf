package dev.pinwheel.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an answer is written: for people, for spreadsheets, or for programs. */
public enum Rendering {
    /** A head and rows, with tabs between the cells and nothing that could steer a terminal. */
    TEXT("text/plain; charset=utf-8") {
        @Override
        public String head(List<String> columns) {
            return String.join("\t", columns).toUpperCase(Locale.ROOT) + "\n";
        }

        @Override
        public String row(List<String> columns, List<String> cells) {
            return cells.stream()
                            .map(cell -> cell.isEmpty() ? "-" : cell.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " "))
                            .collect(Collectors.joining("\t"))
                    + "\n";
        }
    },
    /** RFC 4180, safe against formulas. */
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        public String head(List<String> columns) {
            return Csv.line(columns);
        }

        @Override
        public String row(List<String> columns, List<String> cells) {
            return Csv.line(cells);
        }
    },
    /** One JSON object a row, a line each; what is not known is left out. */
    JSON("application/x-ndjson") {
        @Override
        public String head(List<String> columns) {
            return "";
        }

        @Override
        public String row(List<String> columns, List<String> cells) {
            var object = JsonNodeFactory.instance.objectNode();
            for (var i = 0; i < columns.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    object.put(columns.get(i), cells.get(i));
                }
            }
            return object + "\n";
        }
    };

    private final String mediaType;

    Rendering(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What stands before the rows, with its line break. */
    public abstract String head(List<String> columns);

    /** One row with its line break. */
    public abstract String row(List<String> columns, List<String> cells);
}
