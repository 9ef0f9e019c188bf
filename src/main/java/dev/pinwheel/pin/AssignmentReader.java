package dev.pinwheel.pin;

import java.util.Optional;

/** Finds pins that a file of assignments gives names to. */
final class AssignmentReader {

    private final Findings findings;

    AssignmentReader(Findings findings) {
        this.findings = findings;
    }

    /** Notes every value that is a reference with a digest; without one it could be anything. */
    void read(String path) {
        findings.read(path).ifPresent(file -> {
            for (var assignment : Assignment.in(file)) {
                if (WrittenReference.isPinned(assignment.value())) {
                    var by = new UsedBy(path, assignment.line(), assignment.name() + "=", Optional.empty());
                    findings.use(assignment.value(), by);
                }
            }
        });
    }
}
