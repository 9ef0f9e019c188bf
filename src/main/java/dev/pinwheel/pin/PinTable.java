package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as text for people: a line a pin, and below it why it is none. */
public final class PinTable {

    private static final List<String> HEAD = List.of("IMAGE", "DIGEST", "WRITTEN IN", "USED BY");

    private PinTable() {}

    public static String of(PinReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        report.pins().forEach(pin -> rows.add(row(pin)));
        var widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        var drift = Drift.in(report);
        var text = new StringBuilder();
        for (var i = 0; i < rows.size(); i++) {
            text.append(line(widths, rows.get(i)));
            if (i > 0) {
                remarks(drift, report.pins().get(i - 1))
                        .forEach(reason -> text.append("  ! " + printable(reason) + "\n"));
            }
        }
        report.problems().forEach(problem -> text.append("problem: " + printable(problem.toString()) + "\n"));
        return text.append(summary(report)).toString();
    }

    private static List<String> row(FoundPin pin) {
        var image =
                pin.reference().repository() + pin.tag().map(tag -> ":" + tag).orElse("");
        var used = pin.usedBy().stream().map(PinTable::use).collect(Collectors.joining(", "));
        var digest = pin.digest().map(value -> value.algorithm() + ":" + value.abbreviated());
        return List.of(image, digest.orElse("-"), printable(written(pin)), printable(used));
    }

    private static String use(UsedBy by) {
        return by.file() + ":" + by.line() + " " + by.instruction()
                + by.stage().map(stage -> " (stage " + stage + ")").orElse("");
    }

    private static List<String> remarks(Drift drift, FoundPin pin) {
        var remarks = new ArrayList<String>();
        pin.unpinnedBecause().ifPresent(remarks::add);
        for (var other : drift.from(pin)) {
            remarks.add("drift: " + written(other) + " pins "
                    + other.digest().map(Object::toString).orElse("nothing") + (other.ships() ? ", which ships" : ""));
        }
        for (var site : pin.overriddenBy()) {
            remarks.add("dead in a build: " + site.file() + ":" + site.line() + " gives another value");
        }
        return remarks;
    }

    private static String written(FoundPin pin) {
        return pin.sites().stream()
                .map(site -> site.file() + ":" + site.line())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String line(int[] widths, List<String> row) {
        var line = new StringBuilder();
        for (var i = 0; i < row.size() - 1; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.append(row.getLast()).append('\n').toString();
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
