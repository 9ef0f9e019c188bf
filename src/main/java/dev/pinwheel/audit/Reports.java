package dev.pinwheel.audit;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reports that entries name, as far as they are still there; the last few read are remembered. */
public final class Reports {

    private static final int REMEMBERED = 8;

    private final Contents contents;
    private final Map<Digest, Optional<List<PinnedPlace>>> pins = remembering();
    private final Map<Digest, Optional<Comparison>> comparisons = remembering();

    public Reports(Contents contents) {
        this.contents = contents;
    }

    private static <T> Map<Digest, T> remembering() {
        return new LinkedHashMap<>(REMEMBERED, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<Digest, T> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** What a source pinned; nothing if the report is gone or cannot be read. */
    Optional<List<PinnedPlace>> pins(Descriptor report) {
        return read(pins, report, PinnedPlace::read);
    }

    /** A comparison of images; nothing if the report is gone or cannot be read. */
    Optional<Comparison> comparison(Descriptor report) {
        return read(comparisons, report, dev.pinwheel.evidence.Reports::comparison);
    }

    private interface Parser<T> {
        T parse(byte[] content) throws IOException;
    }

    private <T> Optional<T> read(Map<Digest, Optional<T>> known, Descriptor report, Parser<T> parser) {
        var before = known.get(report.digest());
        if (before != null) {
            return before;
        }
        Optional<T> read;
        try {
            var content = contents.content(report);
            read = content.isPresent() ? Optional.of(parser.parse(content.get())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            read = Optional.empty();
        }
        known.put(report.digest(), read);
        return read;
    }
}
