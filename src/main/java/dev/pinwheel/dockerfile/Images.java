package dev.pinwheel.dockerfile;

import java.util.List;

/** The images that a Dockerfile asks for, and what keeps a builder from asking. */
public record Images(List<ImageUse> uses, List<Fault> faults) {

    public Images {
        uses = List.copyOf(uses);
        faults = List.copyOf(faults);
    }
}
