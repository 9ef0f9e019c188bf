package dev.pinwheel.audit;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Entries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an inquiry works with: the reports that entries name, as far as they are still there, of which the last few read
 * are remembered, and its notes.
 */
public final class Reports {

    private static final int REMEMBERED = 8;

    private final Contents contents;
    private final Notebook notebook;
    private final Absence absence;
    private final Map<Digest, Optional<List<PinnedPlace>>> pins = remembering();
    private final Map<Digest, Optional<Comparison>> comparisons = remembering();

    private final Map<Digest, Optional<List<Watch>>> tags = remembering();

    /** Reports for questions that keep their notes in this notebook. */
    public Reports(Contents contents, Notebook notebook) {
        this(contents, notebook, Absence.UNKNOWN);
    }

    private Reports(Contents contents, Notebook notebook, Absence absence) {
        this.contents = contents;
        this.notebook = notebook;
        this.absence = absence;
    }

    /** These reports, of which it is known whether one that is not there was deleted by a recorded deletion. */
    Reports of(Entries entries) {
        return new Reports(contents, notebook, new Deletions(entries, notes()));
    }

    /** Empty notes for an inquiry, in which it keeps what grows with the ledger. */
    Notes notes() {
        return notebook.notes();
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

    /** The tags of an outage; nothing if their list is gone or cannot be read. */
    Optional<List<Watch>> tags(Descriptor list) {
        return read(tags, list, content -> new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(Watch::parse)
                .toList());
    }

    /** Why a report was not to be had, as a sentence without its full stop. */
    String whyNot(Descriptor report) {
        var name = "the report " + report.digest() + " ";
        try {
            return name + (contents.content(report).isPresent() ? "cannot be understood" : absence.of(report.digest()));
        } catch (IOException e) {
            return name + "is not what was stored, or cannot be read";
        }
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
