package dev.pinwheel.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One place in a Dockerfile where an image is asked for.
 *
 * @param reference the image's name, tag and digest as the builder reads them, not yet checked
 * @param platform the platform asked for; absent if none is, or if it is the builder's to choose
 * @param arguments the global ARGs that the reference was made of
 * @param by the instruction that asks
 */
public record ImageUse(Text reference, Optional<String> platform, Set<String> arguments, By by) {

    /**
     * The instruction that asks for an image.
     *
     * @param line where it begins, counted from 1
     * @param instruction its keyword in upper case, with the flag that names the image
     * @param stage the stage's name, or its number if it has none; absent outside of stages
     * @param comments the comment lines above it, without their {@code #}
     */
    public record By(int line, String instruction, Optional<String> stage, List<String> comments) {

        public By {
            comments = List.copyOf(comments);
        }

        static By of(Instruction instruction, String keyword, String stage) {
            return new By(
                    instruction.line(),
                    keyword,
                    Optional.of(stage),
                    instruction.setting().comments());
        }
    }

    public ImageUse {
        arguments = Set.copyOf(arguments);
    }
}
