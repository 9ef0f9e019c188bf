package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of a Dockerfile's instructions for some build arguments. */
final class Reading {

    private static final String NO_IMAGE = "scratch";

    /** What is to be resolved once all stages are known. */
    private record Later(Instruction instruction, int stage, boolean isTrigger) {}

    private final Map<String, Text> arguments;
    private final Variables variables = new Variables();
    private final Stages stages = new Stages();
    private final List<Later> later = new ArrayList<>();
    private final List<ImageUse> uses = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    Reading(List<Instruction> instructions, Map<String, Text> arguments, Platform platform) {
        this.arguments = arguments;
        setAutomatic(platform, instructions);
        for (var instruction : instructions) {
            attempt(instruction, this::read);
        }
        if (!instructions.isEmpty() && stages.isEmpty()) {
            faults.add(new Fault(1, "dockerfile contains no stages to build"));
        }
        for (var each : later) {
            attempt(each.instruction(), instruction -> resolveOrWarn(each));
        }
    }

    List<ImageUse> uses() {
        return uses;
    }

    List<Fault> faults() {
        return faults;
    }

    /** A part of the reading that a builder may reject. */
    private interface Part {
        void read(Instruction instruction) throws RejectedException;
    }

    private void attempt(Instruction instruction, Part part) {
        try {
            part.read(instruction);
        } catch (RejectedException e) {
            faults.add(new Fault(instruction.line(), e.reason()));
        }
    }

    private void setAutomatic(Platform platform, List<Instruction> instructions) {
        var values = Automatic.values(platform, lastStage(instructions));
        values.forEach((name, value) -> variables.set(name, arguments.getOrDefault(name, Text.unwritten(value))));
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
                keepForLater(instruction);
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
            } else if (equals >= 0) {
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
        var platform = from.platform().isEmpty()
                ? Optional.<Text>empty()
                : Optional.of(platform(from.platform().get(), escape));
        if (!reference.chars().equals(NO_IMAGE) && !stages.has(reference.chars())) {
            var stage = from.stage().orElse(String.valueOf(stages.current() + 1));
            var asked = platform.filter(Text::isWritten).map(Text::toString);
            uses.add(new ImageUse(reference, asked, made, by(instruction, "FROM", stage)));
        }
    }

    private Text platform(Text written, char escape) throws RejectedException {
        var platform = ShellWord.expand(written, escape, variables);
        variables.takeAsked();
        if (platform.isEmpty()) {
            throw new RejectedException("empty platform value from expression " + written);
        }
        return platform;
    }

    private static ImageUse.By by(Instruction instruction, String keyword, String stage) {
        return new ImageUse.By(
                instruction.line(),
                keyword,
                Optional.of(stage),
                instruction.setting().comments());
    }

    private void keepForLater(Instruction instruction) {
        switch (instruction.keyword()) {
            case "copy", "run" -> later.add(new Later(instruction, stages.current(), false));
            case "onbuild" ->
                instruction.trigger().ifPresent(kept -> later.add(new Later(kept, stages.current(), true)));
            default -> {}
        }
    }

    /** A builder accepts any trigger, and rejects it where it is triggered. */
    private void resolveOrWarn(Later each) throws RejectedException {
        try {
            resolve(each);
        } catch (RejectedException e) {
            throw each.isTrigger() ? new RejectedException("when it is triggered: " + e.reason()) : e;
        }
    }

    private void resolve(Later each) throws RejectedException {
        Rules.check(each.instruction());
        if (each.instruction().keyword().equals("copy")) {
            var from = Flags.of(each.instruction()).one("from").filter(text -> !text.isEmpty());
            if (from.isPresent()) {
                copy(each, from.get());
            }
        } else if (each.instruction().keyword().equals("run")) {
            for (var mount : Mount.allOf(each.instruction())) {
                if (mount.from().isPresent()) {
                    var from = mount.from().get();
                    use(each, from, stages.named(from.chars()), "RUN --mount=from");
                }
            }
        }
    }

    private void copy(Later each, Text from) throws RejectedException {
        var expanded = ShellWord.expand(from, each.instruction().setting().escape(), new Variables());
        if (!expanded.chars().equals(from.chars())) {
            throw new RejectedException("variable expansion is not supported for --from, define a stage with FROM "
                    + from + " and name that instead");
        }
        var stage = each.isTrigger() ? stages.named(from.chars()) : stages.numberedOrNamed(from.chars());
        use(each, from, stage, "COPY --from");
    }

    private void use(Later each, Text from, Optional<Integer> stage, String keyword) throws RejectedException {
        if (each.isTrigger()) {
            if (stage.isEmpty() && !mayBeStage(from)) {
                add(each, from, "ONBUILD " + keyword);
            }
        } else if (stage.isEmpty()) {
            add(each, from, keyword);
        } else if (stage.get() >= each.stage()) {
            throw new RejectedException("stage '" + from + "' needs to be defined before the current stage");
        }
    }

    /** A trigger runs in another Dockerfile, where a bare name may be a stage. */
    private static boolean mayBeStage(Text from) {
        return from.chars().chars().noneMatch(c -> c == ':' || c == '@' || c == '/');
    }

    private void add(Later each, Text reference, String keyword) {
        if (!reference.chars().equals(NO_IMAGE)) {
            var by = by(each.instruction(), keyword, stages.label(each.stage()));
            uses.add(new ImageUse(reference, Optional.empty(), Set.of(), by));
        }
    }
}
