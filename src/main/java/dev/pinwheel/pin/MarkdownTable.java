package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table in a Markdown file, its cells without the links, the emphasis and the backticks around them.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GitHub Flavored Markdown, tables</a>
 */
record MarkdownTable(List<Row> rows) {

    private static final Pattern DELIMITER = Pattern.compile(":?-+:?");
    private static final List<String> FENCES = List.of("```", "~~~");
    private static final List<String> MARKS = List.of("**", "__", "*", "_", "`");
    private static final String ADDRESS = "](";
    private static final int LONGEST_ADDRESS = 500;
    private static final int MOST_MARKS = 4;

    /**
     * One row below the header.
     *
     * @param line counted from 1
     * @param cells by the header of their column in small letters; empty ones are left out
     */
    record Row(int line, Map<String, Text> cells) {

        /** The cell under the first of these headers that has one. */
        Optional<Text> cell(List<String> headers) {
            return headers.stream()
                    .map(header -> Optional.ofNullable(cells.get(header)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** The tables of a file, in order; what stands in a fenced code block is none. */
    static List<MarkdownTable> in(Text file) {
        var tables = new ArrayList<MarkdownTable>();
        var lines = lines(file);
        for (var at = 0; at + 1 < lines.size(); at++) {
            if (isHeader(lines.get(at), lines.get(at + 1))) {
                var rows = rows(lines, at);
                tables.add(new MarkdownTable(rows));
                at += 1 + rows.size();
            }
        }
        return tables;
    }

    /** The lines without white space around them; those of a code block are empty. */
    private static List<Text> lines(Text file) {
        var lines = new ArrayList<Text>();
        var fence = "";
        for (var start = 0; start < file.length(); ) {
            var newline = file.chars().indexOf('\n', start);
            var end = newline < 0 ? file.length() : newline;
            var line = file.part(start, end).trimmed();
            var mark = FENCES.stream().filter(line.chars()::startsWith).findFirst();
            lines.add(fence.isEmpty() && mark.isEmpty() ? line : Text.EMPTY);
            if (fence.isEmpty()) {
                fence = mark.orElse("");
            } else if (mark.isPresent() && mark.get().equals(fence)) {
                fence = "";
            }
            start = end + 1;
        }
        return lines;
    }

    private static boolean isHeader(Text line, Text next) {
        if (!isRow(line) || !isRow(next)) {
            return false;
        }
        var delimiters = cells(next);
        return delimiters.size() == cells(line).size()
                && delimiters.stream()
                        .allMatch(cell -> DELIMITER.matcher(cell.chars()).matches());
    }

    private static boolean isRow(Text line) {
        return line.chars().indexOf('|') >= 0;
    }

    private static List<Row> rows(List<Text> lines, int header) {
        var headers = cells(lines.get(header)).stream()
                .map(cell -> cell.toString().toLowerCase(Locale.ROOT))
                .toList();
        var rows = new ArrayList<Row>();
        for (var at = header + 2; at < lines.size() && isRow(lines.get(at)); at++) {
            var cells = cells(lines.get(at));
            var named = new HashMap<String, Text>();
            for (var column = 0; column < Math.min(cells.size(), headers.size()); column++) {
                if (!cells.get(column).isEmpty()) {
                    named.putIfAbsent(headers.get(column), cells.get(column));
                }
            }
            rows.add(new Row(at + 1, named));
        }
        return rows;
    }

    /** What stands between bars, but for those in a link's address; a bar at the beginning or the end is only a border. */
    private static List<Text> cells(Text line) {
        var cells = new ArrayList<Text>();
        var start = line.at(0) == '|' ? 1 : 0;
        for (var at = start; at < line.length(); at++) {
            if (line.chars().startsWith(ADDRESS, at)) {
                at = endOfAddress(line.chars(), at);
            } else if (line.at(at) == '|' && (at == 0 || line.at(at - 1) != '\\')) {
                cells.add(plain(line.part(start, at).trimmed()));
                start = at + 1;
            }
        }
        if (start < line.length()) {
            cells.add(plain(line.from(start).trimmed()));
        }
        return cells;
    }

    /** Where the parentheses that begin here are closed; here if they are not, for then there is no link. */
    private static int endOfAddress(String line, int start) {
        var open = 0;
        for (var at = start + 1;
                at < Math.min(line.length(), start + LONGEST_ADDRESS) && line.charAt(at) != ' ';
                at++) {
            open += line.charAt(at) == '(' ? 1 : line.charAt(at) == ')' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        return start;
    }

    /** A cell without the link, the emphasis and the backticks around it. */
    private static Text plain(Text cell) {
        var plain = cell;
        for (var round = 0; round < MOST_MARKS; round++) {
            plain = unwrapped(plain);
        }
        return plain;
    }

    private static Text unwrapped(Text cell) {
        var text = cell.chars();
        if (text.startsWith("[") && text.contains(ADDRESS)) {
            return cell.part(1, text.indexOf(ADDRESS)).trimmed();
        }
        return MARKS.stream()
                .filter(mark -> text.length() > 2 * mark.length() && text.startsWith(mark) && text.endsWith(mark))
                .findFirst()
                .map(mark ->
                        cell.part(mark.length(), cell.length() - mark.length()).trimmed())
                .orElse(cell);
    }
}
