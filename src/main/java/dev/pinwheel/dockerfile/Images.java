package dev.pinwheel.dockerfile;

import java.util.List;
import java.util.Set;

/**
 * The images that a Dockerfile asks for.
 *
 * @param uses all of them, in whatever stage
 * @param needed those that a build of the target pulls: of the stages that it stands on or copies from
 * @param faults what keeps a builder from asking
 * @param doubts what would be read otherwise for another platform
 * @param unusedFallbacks what stands ready for ARGs that have a value
 */
public record Images(
        List<ImageUse> uses,
        List<ImageUse> needed,
        List<Fault> faults,
        List<Fault> doubts,
        Set<Fallback> unusedFallbacks) {

    public Images {
        uses = List.copyOf(uses);
        needed = List.copyOf(needed);
        faults = List.copyOf(faults);
        doubts = List.copyOf(doubts);
        unusedFallbacks = Set.copyOf(unusedFallbacks);
    }
}
