package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a reading has found: the images, what a builder would reject, and what depends on the platform. */
final class Found {

    private static final String NO_IMAGE = "scratch";

    /** Where an instruction comes from. */
    enum Origin {
        STAGE,
        /** The ONBUILD of the stage that this one stands on. */
        BASE,
        /** An ONBUILD that waits for another Dockerfile. */
        WAITING
    }

    /** A part of the reading that a builder may reject. */
    interface Part {
        void read(Instruction instruction) throws RejectedException;
    }

    /** An image, and the stage that pulls it. */
    private record Pulled(ImageUse use, int stage, Origin origin) {}

    private final List<Pulled> pulled = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> doubts = new ArrayList<>();

    /** Whether a reference stands for no image at all. */
    static boolean isNoImage(Text reference) {
        return reference.chars().equals(NO_IMAGE);
    }

    void attempt(Instruction instruction, Part part) {
        try {
            part.read(instruction);
        } catch (RejectedException e) {
            reject(instruction.line(), e.reason());
        }
    }

    void reject(int line, String reason) {
        faults.add(new Fault(line, reason));
    }

    void doubt(int line, String reason) {
        doubts.add(new Fault(line, reason));
    }

    void add(ImageUse use, int stage, Origin origin) {
        pulled.add(new Pulled(use, stage, origin));
    }

    List<ImageUse> uses() {
        return pulled.stream().map(Pulled::use).toList();
    }

    /** What these stages pull. */
    List<ImageUse> usesOf(Set<Integer> stages) {
        return pulled.stream()
                .filter(each -> each.origin() != Origin.WAITING && stages.contains(each.stage()))
                .map(Pulled::use)
                .toList();
    }

    List<Fault> faults() {
        return faults;
    }

    List<Fault> doubts() {
        return doubts;
    }
}
