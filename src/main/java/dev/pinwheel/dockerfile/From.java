package dev.pinwheel.dockerfile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A FROM as it is written: what a stage stands on, and what it is called, in lower case. */
record From(Text base, Optional<Text> platform, Optional<String> stage) {

    private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-_.]*");

    static From of(Instruction instruction) throws RejectedException {
        var words = instruction.words();
        var isNamed = words.size() == 3 && words.get(1).chars().equalsIgnoreCase("as");
        if (words.size() != 1 && !isNamed) {
            throw new RejectedException("FROM requires either one or three arguments (image, or image AS stage)");
        }
        var platform = Flags.of(instruction).one("platform").filter(text -> !text.isEmpty());
        return new From(words.getFirst(), platform, isNamed ? Optional.of(stage(words.get(2))) : Optional.empty());
    }

    private static String stage(Text written) throws RejectedException {
        var name = written.chars().toLowerCase(Locale.ROOT);
        if (!STAGE.matcher(name).matches()) {
            throw new RejectedException("invalid name for build stage: '" + written
                    + "', name can't start with a number or contain symbols");
        }
        return name;
    }
}
