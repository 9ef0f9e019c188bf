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
    private static final int MOST_TRIGGERS = 10_000;

    /** What is to be resolved once all stages are known. */
    private record Later(Instruction instruction, int stage, Origin origin) {

        String keyword(String written) {
            return origin == Origin.STAGE ? written : "ONBUILD " + written;
        }
    }

    /** Where an instruction comes from. */
    private enum Origin {
        STAGE,
        /** The ONBUILD of the stage that this one stands on. */
        BASE,
        /** An ONBUILD that waits for another Dockerfile. */
        WAITING
    }

    /** An image, and the stage that pulls it. */
    private record Found(ImageUse use, int stage, Origin origin) {}

    private final Map<String, Text> arguments;
    private final Platform platform;
    private final Variables variables = new Variables();
    private final Stages stages = new Stages();
    private final List<Later> later = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> doubts = new ArrayList<>();
    private int triggers;

    Reading(List<Instruction> instructions, BuildRequest request) {
        this.arguments = request.arguments();
        this.platform = request.platform();
        setAutomatic(request, instructions);
        for (var instruction : instructions) {
            attempt(instruction, this::read);
        }
        if (!instructions.isEmpty() && stages.isEmpty()) {
            faults.add(new Fault(1, "dockerfile contains no stages to build"));
        }
        later.forEach(each -> attempt(each.instruction(), instruction -> resolveAll(each)));
    }

    private void resolveAll(Later each) throws RejectedException {
        for (var triggered : triggered(each)) {
            attempt(each.instruction(), instruction -> resolveOrWarn(triggered));
        }
    }

    /** An ONBUILD counts in the stages that stand on its own, and waits where none does. */
    private List<Later> triggered(Later each) throws RejectedException {
        var standing = each.origin() == Origin.WAITING ? stages.standingOn(each.stage()) : List.<Integer>of();
        triggers += standing.size();
        if (triggers > MOST_TRIGGERS) {
            throw new RejectedException("triggers more than " + MOST_TRIGGERS + " instructions by ONBUILD");
        }
        return standing.isEmpty()
                ? List.of(each)
                : standing.stream()
                        .map(stage -> new Later(each.instruction(), stage, Origin.BASE))
                        .toList();
    }

    List<ImageUse> uses() {
        return found.stream().map(Found::use).toList();
    }

    /** What a build of the target pulls; nothing, and a fault, if there is no such stage. */
    List<ImageUse> needed(Optional<String> target) {
        if (stages.isEmpty()) {
            return List.of();
        }
        var stage = target.isEmpty() ? Optional.of(stages.current()) : stages.named(target.get());
        if (stage.isEmpty()) {
            faults.add(new Fault(1, "target stage '" + target.get() + "' could not be found"));
            return List.of();
        }
        var needed = stages.neededFor(stage.get());
        return found.stream()
                .filter(each -> each.origin() != Origin.WAITING && needed.contains(each.stage()))
                .map(Found::use)
                .toList();
    }

    List<Fault> doubts() {
        return doubts;
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
        var asked = from.platform().isEmpty()
                ? Optional.<Text>empty()
                : Optional.of(platform(from.platform().get(), escape));
        var number = stages.current() + 1;
        var base = stages.base(reference.chars());
        if (base.isPresent()) {
            stages.stand(number, base.get());
        } else if (!reference.chars().equals(NO_IMAGE)) {
            var by = by(instruction, "FROM", from.stage().orElse(String.valueOf(number)));
            var written = asked.filter(Text::isWritten).map(Text::toString);
            found.add(new Found(new ImageUse(reference, written, made, by), number, Origin.STAGE));
            doubtIfOfPlatform(instruction, reference, made);
        }
    }

    private void doubtIfOfPlatform(Instruction instruction, Text reference, Set<String> made) {
        var names = made.stream().filter(variables::isOfPlatform).sorted().toList();
        if (!names.isEmpty()) {
            doubts.add(new Fault(
                    instruction.line(),
                    "the image depends on the platform (" + String.join(", ", names) + "): for " + platform + " it is "
                            + reference + ", for others it is not read"));
        }
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

    private static ImageUse.By by(Instruction instruction, String keyword, String stage) {
        return new ImageUse.By(
                instruction.line(),
                keyword,
                Optional.of(stage),
                instruction.setting().comments());
    }

    private void keepForLater(Instruction instruction) {
        switch (instruction.keyword()) {
            case "copy", "run" -> later.add(new Later(instruction, stages.current(), Origin.STAGE));
            case "onbuild" ->
                instruction.trigger().ifPresent(kept -> later.add(new Later(kept, stages.current(), Origin.WAITING)));
            default -> {}
        }
    }

    /** A builder accepts any trigger, and rejects it where it is triggered. */
    private void resolveOrWarn(Later each) throws RejectedException {
        try {
            resolve(each);
        } catch (RejectedException e) {
            throw each.origin() == Origin.STAGE ? e : new RejectedException("when it is triggered: " + e.reason());
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
        var stage = each.origin() == Origin.WAITING ? stages.named(from.chars()) : stages.numberedOrNamed(from.chars());
        use(each, from, stage, "COPY --from");
    }

    private void use(Later each, Text from, Optional<Integer> stage, String keyword) throws RejectedException {
        if (each.origin() == Origin.WAITING) {
            if (!mayBeStage(from)) {
                add(each, from, keyword);
            }
        } else if (stage.isEmpty()) {
            add(each, from, keyword);
        } else if (stage.get() >= each.stage()) {
            throw new RejectedException("stage '" + from + "' needs to be defined before the current stage");
        } else {
            stages.need(each.stage(), stage.get());
        }
    }

    /** What waits runs in another Dockerfile, where a bare name may be a stage. */
    private static boolean mayBeStage(Text from) {
        return from.chars().chars().noneMatch(c -> c == ':' || c == '@' || c == '/');
    }

    private void add(Later each, Text reference, String keyword) {
        if (!reference.chars().equals(NO_IMAGE)) {
            var by = by(each.instruction(), each.keyword(keyword), stages.label(each.stage()));
            var use = new ImageUse(reference, Optional.empty(), Set.of(), by);
            found.add(new Found(use, each.stage(), each.origin()));
        }
    }
}
