package dev.pinwheel.candidate;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packages of an image as a table with tabs, one a line in their order, to be compared line by line. */
final class PackageList {

    static final String MEDIA_TYPE = "text/tab-separated-values";

    private PackageList() {}

    static byte[] written(Inventory inventory) {
        var lines = new StringBuilder(line(List.of("name", "version", "architecture", "source", "source_version")));
        for (var each : inventory.packages()) {
            lines.append(line(
                    List.of(each.name(), each.version(), each.architecture(), each.source(), each.sourceVersion())));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The format has no way to quote. */
    private static String line(List<String> cells) {
        return String.join(
                        "\t",
                        cells.stream()
                                .map(cell -> cell.replaceAll("\\p{Cntrl}", "?"))
                                .toList()) + "\n";
    }
}
