package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds pins that a file of assignments gives names to. */
final class AssignmentReader {

    private static final Pattern DIGEST = Pattern.compile("@sha(?:256|512):");

    private final Findings findings;

    AssignmentReader(Findings findings) {
        this.findings = findings;
    }

    /** Notes every value that is a reference with a digest; without one it could be anything. */
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
            if (value.unknown().isEmpty()) {
                note(path, assignment, value.text());
            } else if (DIGEST.matcher(value.text().chars()).find()) {
                var reason = "%s: what it is made of is not known before make runs: %s"
                        .formatted(assignment.name(), value.unknown().get());
                findings.problem(path, assignment.line(), reason);
            }
        }
    }

    private void note(String path, Assignment assignment, Text value) {
        if (WrittenReference.isPinned(value)) {
            findings.use(value, new UsedBy(path, assignment.line(), assignment.name() + "=", Optional.empty()));
        }
    }
}
