package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Span;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A reference and where its parts are written. */
record WrittenReference(Reference reference, Text text) {

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if it is none
     */
    static WrittenReference parse(Text text) {
        return new WrittenReference(Reference.parse(text.toString()), text);
    }

    /** Whether a text has a digest, written elsewhere than another's. */
    static boolean hasOtherDigest(Text text, Text other) {
        var digest = digestIn(text);
        return !digest.isEmpty() && !digest.spans().equals(digestIn(other).spans());
    }

    private static Text digestIn(Text text) {
        var at = text.chars().indexOf('@');
        return at < 0 ? Text.EMPTY : text.from(at + 1);
    }

    /** The text of a reference whose parts are written apart. */
    static Text join(Text image, Optional<Text> tag, Optional<Text> digest) {
        var parts = new ArrayList<Text>();
        parts.add(image);
        tag.ifPresent(written -> parts.addAll(List.of(Text.unwritten(":"), written)));
        digest.ifPresent(written -> parts.addAll(List.of(Text.unwritten("@"), written)));
        return parts.size() == 1 ? image : Text.join(parts);
    }

    /** The sites, each with the line that {@code lines} gives it. */
    List<PinSite> sites(ToIntFunction<Span> lines) {
        var sites = new ArrayList<PinSite>();
        if (text.isWritten() && text.spans().size() == 1) {
            add(sites, text, PinSite.Part.REFERENCE, lines);
            return sites;
        }
        var end = nameAndTagEnd();
        var colon = text.chars().lastIndexOf(':', end - 1);
        var nameEnd = colon > text.chars().lastIndexOf('/', end - 1) ? colon : end;
        add(sites, text.part(0, nameEnd), PinSite.Part.IMAGE, lines);
        add(sites, text.part(Math.min(nameEnd + 1, end), end), PinSite.Part.TAG, lines);
        add(sites, digestIn(text), PinSite.Part.DIGEST, lines);
        return sites;
    }

    private static void add(List<PinSite> sites, Text part, PinSite.Part kind, ToIntFunction<Span> lines) {
        for (var span : part.spans()) {
            sites.add(new PinSite(span.file(), lines.applyAsInt(span), span.start(), span.end(), kind));
        }
    }

    private int nameAndTagEnd() {
        var at = text.chars().indexOf('@');
        return at < 0 ? text.length() : at;
    }
}
