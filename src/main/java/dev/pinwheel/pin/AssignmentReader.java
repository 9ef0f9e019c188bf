package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds pins that a file of assignments gives names to. */
final class AssignmentReader {

    private static final Pattern DIGEST = Pattern.compile("@sha(?:256|512):");

    private static final Pattern WORD = Pattern.compile("\\S+");

    private final Findings findings;

    AssignmentReader(Findings findings) {
        this.findings = findings;
    }

    /** Notes every word of a value that is a reference with a digest; without one it could be anything. */
    void read(String path) {
        findings.read(path).ifPresent(file -> {
            if (FileNames.areMakefile(path)) {
                makefile(path, new Makefile(file));
            } else {
                Assignment.in(file).forEach(assignment -> note(path, assignment, assignment.value()));
            }
        });
    }

    private void makefile(String path, Makefile file) {
        var values = new MakeValues(file);
        for (var assignment : file.assignments()) {
            var value = values.of(assignment);
            note(path, assignment, value.text());
            value.unknown().filter(why -> hasDoubtfulDigest(value.text())).ifPresent(why -> {
                var reason =
                        "%s: what it is made of is not known before make runs: %s".formatted(assignment.name(), why);
                findings.problem(path, assignment.line(), reason);
            });
        }
    }

    private static boolean hasDoubtfulDigest(Text value) {
        return words(value).anyMatch(word -> DIGEST.matcher(word.chars()).find() && !WrittenReference.isPinned(word));
    }

    private void note(String path, Assignment assignment, Text value) {
        words(value)
                .filter(WrittenReference::isPinned)
                .forEach(word -> findings.use(
                        word, new UsedBy(path, assignment.line(), assignment.name() + "=", Optional.empty())));
    }

    private static Stream<Text> words(Text value) {
        return WORD.matcher(value.chars()).results().map(word -> value.part(word.start(), word.end()));
    }
}
