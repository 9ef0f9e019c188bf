package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of a Dockerfile's instructions for some build arguments. */
final class Reading {

    private final Map<String, Text> arguments;
    private final Set<String> unset;
    private final Platform platform;
    private final Variables variables = new Variables();
    private final Stages stages = new Stages();
    private final Found found = new Found();
    private final Borrowing borrowing = new Borrowing(stages, found);

    Reading(List<Instruction> instructions, BuildRequest request) {
        this(instructions, request, Set.of());
    }

    /** Reads as if these ARGs had no value. */
    Reading(List<Instruction> instructions, BuildRequest request, Set<String> unset) {
        this.arguments = request.arguments();
        this.unset = unset;
        this.platform = request.platform();
        setAutomatic(request, instructions);
        for (var instruction : instructions) {
            found.attempt(instruction, this::read);
        }
        if (!instructions.isEmpty() && stages.isEmpty()) {
            found.reject(1, "dockerfile contains no stages to build");
        }
        borrowing.resolve();
    }

    List<ImageUse> uses() {
        return found.uses();
    }

    /** What a build of the target pulls; nothing, and a fault, if there is no such stage. */
    List<ImageUse> needed(Optional<String> target) {
        if (stages.isEmpty()) {
            return List.of();
        }
        var stage = target.isEmpty() ? Optional.of(stages.current()) : stages.named(target.get());
        if (stage.isEmpty()) {
            found.reject(1, "target stage '" + target.get() + "' could not be found");
            return List.of();
        }
        return found.usesOf(stages.neededFor(stage.get()));
    }

    Set<Fallback> unusedFallbacks() {
        return variables.unusedFallbacks();
    }

    List<Fault> doubts() {
        return found.doubts();
    }

    List<Fault> faults() {
        return found.faults();
    }

    private void setAutomatic(BuildRequest request, List<Instruction> instructions) {
        Automatic.ofPlatforms(request.platform()).forEach(variables::setOfPlatform);
        variables.set("TARGETSTAGE", Text.unwritten(request.target().orElse(lastStage(instructions))));
        for (var name : Automatic.NAMES) {
            if (arguments.containsKey(name)) {
                variables.set(name, arguments.get(name));
            }
        }
    }

    private static String lastStage(List<Instruction> instructions) {
        var last = "default";
        for (var instruction : instructions) {
            if (instruction.keyword().equals("from")) {
                var words = instruction.words();
                last = words.size() == 3 ? words.get(2).chars().toLowerCase(Locale.ROOT) : "default";
            }
        }
        return last;
    }

    private void read(Instruction instruction) throws RejectedException {
        switch (instruction.keyword()) {
            case "from" -> from(instruction);
            case "arg" -> arg(instruction);
            default -> {
                Rules.check(instruction);
                if (stages.isEmpty()) {
                    throw new RejectedException("no build stage in current context: only ARG may stand before FROM");
                }
                borrowing.add(instruction);
            }
        }
    }

    private void arg(Instruction instruction) throws RejectedException {
        Rules.check(instruction);
        if (!stages.isEmpty()) {
            return;
        }
        for (var word : instruction.quotedWords()) {
            var equals = word.chars().indexOf('=');
            var name = word.part(0, equals < 0 ? word.length() : equals).chars();
            if (arguments.containsKey(name)) {
                variables.set(name, arguments.get(name));
            } else if (equals >= 0 && !unset.contains(name)) {
                define(name, word.from(equals + 1), instruction.setting().escape());
            }
        }
    }

    private void define(String name, Text written, char escape) throws RejectedException {
        try {
            variables.set(name, ShellWord.expand(written, escape, variables));
        } catch (RejectedException e) {
            variables.setBroken(name);
            throw e;
        }
    }

    private void from(Instruction instruction) throws RejectedException {
        var stage = Optional.<String>empty();
        try {
            var from = From.of(instruction);
            stage = from.stage();
            base(instruction, from);
        } finally {
            stages.begin(stage);
        }
    }

    private void base(Instruction instruction, From from) throws RejectedException {
        var escape = instruction.setting().escape();
        variables.takeAsked();
        var reference = ShellWord.expand(from.base(), escape, variables);
        var made = variables.takeAsked();
        if (reference.isEmpty()) {
            throw new RejectedException("FROM " + from.base() + " comes to nothing: an ARG has no value here");
        }
        var asked = from.platform().isEmpty()
                ? Optional.<Text>empty()
                : Optional.of(platform(from.platform().get(), escape));
        var number = stages.current() + 1;
        var base = stages.base(reference.chars());
        if (base.isPresent()) {
            stages.stand(number, base.get());
        } else if (!Found.isNoImage(reference)) {
            var by = ImageUse.By.of(instruction, "FROM", from.stage().orElse(String.valueOf(number)));
            var written = asked.filter(Text::isWritten).map(Text::toString);
            found.add(new ImageUse(reference, written, made, by), number, Found.Origin.STAGE);
            doubtIfOfPlatform(instruction, reference, made);
        }
    }

    private void doubtIfOfPlatform(Instruction instruction, Text reference, Set<String> made) {
        var names = made.stream().filter(variables::isOfPlatform).sorted().toList();
        if (!names.isEmpty()) {
            found.doubt(
                    instruction.line(),
                    "the image depends on the platform (" + String.join(", ", names) + "): for " + platform + " it is "
                            + withoutDigest(reference) + ", for others it is not read");
        }
    }

    private static String withoutDigest(Text reference) {
        return reference.toString().replaceFirst("@.*", "");
    }

    private Text platform(Text written, char escape) throws RejectedException {
        var asked = ShellWord.expand(written, escape, variables);
        variables.takeAsked();
        if (asked.isEmpty()) {
            throw new RejectedException("empty platform value from expression " + written);
        }
        PlatformWord.check(asked);
        return asked;
    }
}
