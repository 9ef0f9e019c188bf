package dev.pinwheel.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code BASE_IMAGE_DIGESTS.md}: every base image that is pinned, its digest, where, and when that digest was first
 * seen. Pinwheel reads such a page back as pins.
 */
public final class DigestPage {

    private record Line(String image, String digest) implements Comparable<Line> {

        @Override
        public int compareTo(Line other) {
            var byImage = image.compareTo(other.image);
            return byImage == 0 ? digest.compareTo(other.digest) : byImage;
        }
    }

    private final Map<Line, List<String>> places = new TreeMap<>();
    private final Map<Line, String> firstSeen = new TreeMap<>();

    private DigestPage() {}

    /** The page of what was pinned. */
    public static String of(Asked asked, Questions.Sources from) {
        var page = new DigestPage();
        Questions.ask(Inventory.QUESTION, asked, from, page::place);
        Questions.ask(TagSteps.QUESTION, asked, from, page::seen);
        return page.print();
    }

    private void place(List<String> row) {
        if (!row.get(4).isEmpty()) {
            places.computeIfAbsent(new Line(row.get(3), row.get(4)), line -> new ArrayList<>())
                    .add(row.get(0) + " " + row.get(5) + ":" + row.get(6));
        }
    }

    private void seen(List<String> row) {
        var line = new Line(row.get(0), row.get(1));
        if (places.containsKey(line)) {
            firstSeen.putIfAbsent(line, row.get(2));
        }
    }

    private String print() {
        var text = new StringBuilder(
                "# Base image digests\n\n| Image | Digest | First seen | Pinned in |\n|---|---|---|---|\n");
        places.forEach((line, pinned) -> text.append("| `")
                .append(cell(line.image()))
                .append("` | `")
                .append(cell(line.digest()))
                .append("` | ")
                .append(firstSeen.getOrDefault(line, "never"))
                .append(" | ")
                .append(cell(String.join(", ", pinned)))
                .append(" |\n"));
        return text.toString();
    }

    /** A repository's text must not become Markdown or HTML of the page. */
    private static String cell(String text) {
        return text.replaceAll("[\\p{C}|`<>\\[\\]!*\\\\]", "?");
    }
}
