package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.Map;
import java.util.Optional;

/** Notes the images that one workflow or action names. */
record WorkflowImages(Findings findings, WorkflowVariables variables, String path) {

    private static final String DOCKER = "docker://";

    /** Whether this names an image, and not an action. */
    static boolean isImage(Yaml uses) {
        return uses.text().filter(text -> text.chars().startsWith(DOCKER)).isPresent();
    }

    /** An image, or a mapping whose {@code image} it is; an empty one is none. */
    void container(Yaml container, Map<String, Text> known, String instruction) {
        var image = container.text().isPresent() ? Optional.of(container) : container.get("image");
        image.ifPresent(scalar -> use(scalar, known, instruction));
    }

    /** An image, with {@code docker://} or without; that it is not known is a problem. */
    void use(Yaml image, Map<String, Text> known, String instruction) {
        var by = by(image, instruction);
        image.text().ifPresent(written -> variables
                .fill(written, known)
                .ifPresentOrElse(
                        filled -> use(filled, by),
                        () -> findings.problem(
                                path, by.line(), instruction + " is not known before a run: " + written)));
    }

    private void use(Text image, UsedBy by) {
        if (!image.isEmpty()) {
            findings.use(image.chars().startsWith(DOCKER) ? image.from(DOCKER.length()) : image, by);
        }
    }

    /** Inputs of what is not read here: a whole reference with a digest is an image to it; anything else could be anything. */
    void given(Yaml owner, Map<String, Text> known) {
        owner.get("with").ifPresent(with -> with.members().forEach((name, value) -> value.text()
                .flatMap(written -> variables.fill(written, known))
                .filter(WrittenReference::isPinned)
                .ifPresent(pinned -> findings.use(pinned, by(value, "with " + name)))));
    }

    UsedBy by(Yaml at, String instruction) {
        return new UsedBy(path, at.line(), instruction, Optional.empty());
    }
}
