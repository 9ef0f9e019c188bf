package dev.pinwheel.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An answer to a question about {@link Story} that a person wrote down.
 *
 * @param csv the answer as CSV, with its head
 */
public record Answers(String question, String asOf, String csv) {

    private static final Pattern DIGEST = Pattern.compile("\\{([^}]+)}");
    private static final Pattern CELL = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^,\"\r]*))(,|\r\n)");

    /** All of them. */
    public static List<Answers> all() throws IOException {
        String text;
        try (var file = Answers.class.getResourceAsStream("answers.txt")) {
            text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        var answers = new ArrayList<Answers>();
        for (var part : text.substring(text.indexOf("\n# ")).split("\n# ", -1)) {
            if (!part.isBlank()) {
                var head = part.substring(0, part.indexOf('\n')).split(" ", -1);
                var rows = part.substring(part.indexOf('\n') + 1).stripTrailing() + "\n";
                answers.add(new Answers(head[0], head[1], named(rows).replace("\n", "\r\n")));
            }
        }
        return answers;
    }

    private static String named(String rows) {
        return DIGEST.matcher(rows).replaceAll(found -> {
            var name = String.valueOf(found.group(1));
            return Story.digest(name.equals("SBOM of B") ? "SBOM of " + Story.B : name)
                    .toString();
        });
    }

    /** The rows as an answer in JSON has them: what is empty is left out, and nothing is guarded against spreadsheets. */
    public List<Map<String, String>> rows() {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var cell = CELL.matcher(csv);
        while (cell.find()) {
            var quoted = cell.group(1);
            line.add(
                    quoted == null
                            ? String.valueOf(cell.group(2))
                            : quoted.replace("\"\"", "\"").replaceFirst("^'(?=[-=+@])", ""));
            if (!",".equals(cell.group(3))) {
                lines.add(List.copyOf(line));
                line.clear();
            }
        }
        return lines.stream().skip(1).map(row -> row(lines.getFirst(), row)).toList();
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        var row = new LinkedHashMap<String, String>();
        for (var column = 0; column < columns.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                row.put(columns.get(column), cells.get(column));
            }
        }
        return row;
    }
}
