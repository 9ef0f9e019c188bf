package dev.pinwheel.watch;

import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists of tags in the evidence: one a line, in the order of their text. */
record TagLists(Evidence evidence) {

    private static final String TEXT = "text/plain; charset=utf-8";

    Descriptor write(Collection<Watch> tags) {
        var text = tags.stream().map(watch -> watch + "\n").sorted().collect(Collectors.joining());
        try {
            return evidence.put(TEXT, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("tried to store which " + tags.size() + " tags gave no digest", e);
        }
    }

    /** The tags of a list; none where it is gone or is not what was stored. */
    List<Watch> read(Descriptor list) {
        return content(list)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .map(Watch::parse)
                        .toList())
                .orElse(List.of());
    }

    private Optional<byte[]> content(Descriptor list) {
        try {
            return evidence.find(list);
        } catch (IOException changed) {
            return Optional.empty();
        }
    }
}
