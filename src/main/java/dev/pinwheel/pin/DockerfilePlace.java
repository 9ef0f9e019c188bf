package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Images;
import dev.pinwheel.dockerfile.Text;
import java.util.Optional;

/**
 * A Dockerfile where it is written, in a file of its own or within another.
 *
 * @param lineBefore the line of the file that it begins after
 */
record DockerfilePlace(Findings findings, String file, int lineBefore, Text content) {

    /** The line of the file. */
    int line(int inDockerfile) {
        return lineBefore + inDockerfile;
    }

    /** Whether one more reading, for what a file says, is affordable; that it is not is a problem, once. */
    boolean isAffordable(String by) {
        return findings.isAffordable(by, content);
    }

    void note(Images images) {
        for (var fault : images.faults()) {
            findings.problem(file, line(fault.line()), fault.reason());
        }
        for (var doubt : images.doubts()) {
            findings.problem(file, line(doubt.line()), doubt.reason());
        }
        images.uses().forEach(this::use);
    }

    Optional<Findings.Same> use(ImageUse use) {
        var by = use.by();
        var asks = new UsedBy(file, line(by.line()), by.instruction(), by.stage());
        return findings.use(use.reference(), use.platform(), by.comments(), asks);
    }

    /** Notes an image that another text takes the place of, if that is written somewhere. */
    void useDead(ImageUse use, Text instead) {
        if (!instead.spans().isEmpty()) {
            use(use).ifPresent(dead -> findings.override(dead, instead));
        }
    }
}
