package dev.pinwheel.pin;

import java.util.Optional;

/**
 * What asks for an image.
 *
 * @param line where the instruction begins, counted from 1
 * @param instruction such as {@code FROM} or {@code COPY --from}
 * @param stage the stage's name, or its number if it has none; absent outside of stages
 */
public record UsedBy(String file, int line, String instruction, Optional<String> stage) {

    /** What asks where a table of digests names an image. */
    static final String TABLE = "table";

    /** Whether an instruction of a Dockerfile asks, wherever that is written; a frontend is not of the image. */
    boolean isInDockerfile() {
        return stage.isPresent();
    }

    /** Whether it only writes the image down, and nothing runs or builds on it there. */
    boolean isListing() {
        return instruction.equals(TABLE) || instruction.endsWith("=");
    }
}
