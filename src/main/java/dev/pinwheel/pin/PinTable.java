package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report as text for people: a line a pin, and below it why it is none. */
public final class PinTable {

    private static final List<String> HEAD = List.of("IMAGE", "DIGEST", "WRITTEN IN", "USED BY");

    private PinTable() {}

    public static String of(PinReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        report.pins().forEach(pin -> rows.add(row(pin)));
        var text = new StringBuilder();
        for (var i = 0; i < rows.size(); i++) {
            text.append(line(rows, rows.get(i)));
            if (i > 0) {
                remark(report.pins().get(i - 1)).ifPresent(reason -> text.append("  ! " + reason + "\n"));
            }
        }
        report.problems().forEach(problem -> text.append("problem: " + printable(problem.toString()) + "\n"));
        return text.append(summary(report)).toString();
    }

    private static List<String> row(FoundPin pin) {
        var image =
                pin.reference().repository() + pin.tag().map(tag -> ":" + tag).orElse("");
        var written = pin.sites().stream()
                .map(site -> site.file() + ":" + site.line())
                .distinct()
                .collect(Collectors.joining(", "));
        var used = pin.usedBy().stream().map(PinTable::use).collect(Collectors.joining(", "));
        var digest = pin.digest().map(value -> value.algorithm() + ":" + value.abbreviated());
        return List.of(image, digest.orElse("-"), printable(written), printable(used));
    }

    private static String use(UsedBy by) {
        return by.file() + ":" + by.line() + " " + by.instruction()
                + by.stage().map(stage -> " (stage " + stage + ")").orElse("");
    }

    private static Optional<String> remark(FoundPin pin) {
        return pin.unpinnedBecause();
    }

    private static String line(List<List<String>> rows, List<String> row) {
        var line = new StringBuilder();
        for (var i = 0; i < row.size(); i++) {
            var column = i;
            var width = rows.stream()
                    .mapToInt(each -> each.get(column).length())
                    .max()
                    .orElse(0);
            line.append(row.get(i));
            line.append(i + 1 < row.size() ? " ".repeat(width - row.get(i).length() + 2) : "\n");
        }
        return line.toString();
    }

    private static String summary(PinReport report) {
        var pinned = report.pins().stream().filter(pin -> pin.pin().isPresent()).count();
        return pinned + " pinned, " + (report.pins().size() - pinned) + " not pinned, "
                + report.problems().size() + " problems\n";
    }

    /** What a file's author wrote must not command the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
