package dev.pinwheel.proposal;

import java.util.List;
import java.util.function.Function;

/** A Markdown table of at most so many rows; those left out are counted below it. */
record Table<T>(List<String> heads, Function<T, List<String>> cells, Function<List<T>, String> count) {

    String of(List<T> items, int rows) {
        var shown = items.subList(0, Math.min(items.size(), rows));
        var left = items.subList(shown.size(), items.size());
        var text = new StringBuilder();
        if (!shown.isEmpty()) {
            line(text, heads);
            line(text, heads.stream().map(head -> "---").toList());
            shown.forEach(item -> line(text, cells.apply(item)));
        }
        if (!left.isEmpty()) {
            text.append(shown.isEmpty() ? "" : "\nand ").append(count.apply(left));
            text.append(shown.isEmpty() ? ".\n" : " more.\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
