package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import java.util.Optional;

/** One check of a candidate, its outcome, why, and the evidence for it. */
public record Gate(String name, Outcome outcome, String reason, Optional<Descriptor> evidence) {

    /** What a gate can conclude; a gate that could not run is {@link #HOLD}, never {@link #PASS}. */
    public enum Outcome {
        PASS,
        WARN,
        HOLD,
        BLOCK,
        SKIPPED
    }
}
