package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.Map;
import java.util.Optional;

/**
 * A build of what is not in this tree, and so is not read.
 *
 * @param by what asks for it
 */
record RemoteBuild(Findings findings, UsedBy by) {

    /** Notes the arguments that are whole references with a digest: images, and nothing else, are written so. */
    void note(Map<String, Text> arguments) {
        arguments.forEach((name, value) -> {
            if (WrittenReference.isPinned(value)) {
                var line = value.spans().stream()
                        .filter(span -> span.file().equals(by.file()))
                        .mapToInt(findings::line)
                        .findFirst()
                        .orElse(by.line());
                findings.use(
                        value, new UsedBy(by.file(), line, by.instruction() + " argument " + name, Optional.empty()));
            }
        });
    }
}
