package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.List;
import java.util.Optional;

/** Finds the pins that a {@code BASE_IMAGE_DIGESTS.md} lists, one in each row of a table. */
final class DigestTableReader {

    private static final List<String> WHOLE = List.of("reference", "pin");
    private static final List<String> IMAGE = List.of("image", "base image", "repository");
    private static final List<String> TAG = List.of("tag");
    private static final List<String> DIGEST = List.of("digest");
    private static final List<String> PLATFORM = List.of("platform");

    private final Findings findings;

    DigestTableReader(Findings findings) {
        this.findings = findings;
    }

    void read(String path) {
        findings.read(path).ifPresent(file -> {
            for (var table : MarkdownTable.in(file)) {
                table.rows().forEach(row -> read(path, row));
            }
        });
    }

    private void read(String path, MarkdownTable.Row row) {
        var platform = row.cell(PLATFORM).map(Text::toString);
        reference(row)
                .ifPresent(reference -> findings.use(
                        reference, platform, List.of(), new UsedBy(path, row.line(), UsedBy.TABLE, Optional.empty())));
    }

    /** The whole reference, or what its parts make up. */
    private static Optional<Text> reference(MarkdownTable.Row row) {
        return row.cell(WHOLE)
                .or(() -> row.cell(IMAGE).map(image -> WrittenReference.join(image, row.cell(TAG), row.cell(DIGEST))));
    }
}
