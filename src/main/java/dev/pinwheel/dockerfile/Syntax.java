package dev.pinwheel.dockerfile;

import java.util.HashSet;
import java.util.Optional;

/** Which frontend a file asks to be read by: {@code # syntax=}, {@code // syntax=} or a member of a JSON object. */
final class Syntax {

    private static final String NAME = "syntax";

    private Syntax() {}

    /** The image of the frontend, and the line that names it. */
    record Asked(Text image, int line) {}

    static Optional<Asked> in(Lines lines) {
        lines.skipIfStartsWith("#!");
        return directive(lines.copy(), "#")
                .or(() -> directive(lines.copy(), "//"))
                .or(() -> member(lines));
    }

    private static Optional<Asked> directive(Lines lines, String comment) {
        var seen = new HashSet<String>();
        while (lines.hasNext()) {
            var directive = next(lines).flatMap(line -> Directive.parse(line, comment));
            if (directive.isEmpty() || !seen.add(directive.get().name())) {
                return Optional.empty();
            }
            if (directive.get().name().equals(NAME)) {
                return Optional.of(new Asked(upToSpace(directive.get().value()), lines.number()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Text> next(Lines lines) {
        try {
            return Optional.of(lines.next());
        } catch (RejectedException tooLong) {
            return Optional.empty();
        }
    }

    private static Optional<Asked> member(Lines lines) {
        return lines.restIfStartsWith('{')
                .flatMap(text -> Optional.ofNullable(Json.object(text).get(NAME)))
                .map(image -> new Asked(image, lines.number() + 1));
    }

    private static Text upToSpace(Text value) {
        var space = value.chars().indexOf(' ');
        return space < 0 ? value : value.part(0, space);
    }
}
