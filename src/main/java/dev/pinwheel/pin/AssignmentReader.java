package dev.pinwheel.pin;

import dev.pinwheel.image.Reference;
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
                if (isPinned(assignment.value().toString())) {
                    var by = new UsedBy(path, assignment.line(), assignment.name() + "=", Optional.empty());
                    findings.use(assignment.value(), by);
                }
            }
        });
    }

    private static boolean isPinned(String value) {
        try {
            return Reference.parse(value).digest().isPresent();
        } catch (IllegalArgumentException noReference) {
            return false;
        }
    }
}
