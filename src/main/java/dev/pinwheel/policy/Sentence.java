package dev.pinwheel.policy;

import java.util.List;

/** Words for a gate's reason. */
final class Sentence {

    private static final int NAMED = 3;
    private static final int LONGEST = 300;

    private Sentence() {}

    /** One line that ends with a full stop, cut where it is too long. */
    static String of(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.length() > LONGEST) {
            return line.substring(0, LONGEST) + "….";
        }
        return line.endsWith(".") ? line : line + ".";
    }

    /** The first few, and how many more there are. */
    static String list(List<String> names) {
        if (names.size() <= NAMED) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
