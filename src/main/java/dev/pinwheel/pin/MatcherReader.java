package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/** Finds the pins that an organisation's own patterns match. */
final class MatcherReader {

    private static final int MOST_MATCHES = 10_000;

    private final Findings findings;
    private final List<Matcher> matchers;

    MatcherReader(Findings findings, List<Matcher> matchers) {
        this.findings = findings;
        this.matchers = matchers;
    }

    /** Reads the file with each matcher that is for it; one that takes too long is a problem. */
    void read(String path) {
        for (var matcher : matchers) {
            if (matcher.isFor(path)) {
                findings.read(path).ifPresent(file -> read(path, file, matcher));
            }
        }
    }

    private void read(String path, Text file, Matcher matcher) {
        try {
            var matches = matcher.pattern().matcher(new PatientChars(file.chars()));
            for (var count = 0; matches.find(); count++) {
                if (count == MOST_MATCHES) {
                    throw new IllegalArgumentException("matches more than " + MOST_MATCHES + " times");
                }
                use(path, file, matches.toMatchResult());
            }
        } catch (IllegalArgumentException e) {
            findings.problem(path, 0, "the pattern " + matcher.pattern() + " " + e.getMessage());
        } catch (StackOverflowError e) {
            findings.problem(path, 0, "the pattern " + matcher.pattern() + " repeats a group too often");
        }
    }

    private void use(String path, Text file, MatchResult match) {
        reference(file, match)
                .ifPresent(
                        text -> findings.use(text, new UsedBy(path, findings.line(text), "matched", Optional.empty())));
    }

    private static Optional<Text> reference(Text file, MatchResult match) {
        return group(file, match, "reference").or(() -> group(file, match, "image")
                .map(image -> WrittenReference.join(image, group(file, match, "tag"), group(file, match, "digest"))));
    }

    /** The bytes of a group; absent if it has none. */
    private static Optional<Text> group(Text file, MatchResult match, String name) {
        if (!match.namedGroups().containsKey(name) || match.start(name) == match.end(name)) {
            return Optional.empty();
        }
        return Optional.of(file.part(match.start(name), match.end(name)));
    }
}
