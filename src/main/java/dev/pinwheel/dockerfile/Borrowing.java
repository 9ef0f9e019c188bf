package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What COPY and RUN take from other stages and from images; it is resolved once all stages are known. */
final class Borrowing {

    private static final int MOST_TRIGGERS = 10_000;

    /** What is to be resolved once all stages are known. */
    private record Later(Instruction instruction, int stage, Found.Origin origin) {

        String keyword(String written) {
            return origin == Found.Origin.STAGE ? written : "ONBUILD " + written;
        }
    }

    private final Stages stages;
    private final Found found;
    private final List<Later> later = new ArrayList<>();
    private int triggers;

    Borrowing(Stages stages, Found found) {
        this.stages = stages;
        this.found = found;
    }

    /** Keeps an instruction of the current stage if it may take something. */
    void add(Instruction instruction) {
        switch (instruction.keyword()) {
            case "copy", "run" -> later.add(new Later(instruction, stages.current(), Found.Origin.STAGE));
            case "onbuild" ->
                instruction
                        .trigger()
                        .ifPresent(kept -> later.add(new Later(kept, stages.current(), Found.Origin.WAITING)));
            default -> {}
        }
    }

    void resolve() {
        later.forEach(each -> found.attempt(each.instruction(), instruction -> resolveAll(each)));
    }

    private void resolveAll(Later each) throws RejectedException {
        for (var triggered : triggered(each)) {
            found.attempt(each.instruction(), instruction -> resolveOrWarn(triggered));
        }
    }

    /** An ONBUILD counts in the stages that stand on its own, and waits where none does. */
    private List<Later> triggered(Later each) throws RejectedException {
        var standing = each.origin() == Found.Origin.WAITING ? stages.standingOn(each.stage()) : List.<Integer>of();
        triggers += standing.size();
        if (triggers > MOST_TRIGGERS) {
            throw new RejectedException("triggers more than " + MOST_TRIGGERS + " instructions by ONBUILD");
        }
        return standing.isEmpty()
                ? List.of(each)
                : standing.stream()
                        .map(stage -> new Later(each.instruction(), stage, Found.Origin.BASE))
                        .toList();
    }

    /** A builder accepts any trigger, and rejects it where it is triggered. */
    private void resolveOrWarn(Later each) throws RejectedException {
        try {
            resolve(each);
        } catch (RejectedException e) {
            throw each.origin() == Found.Origin.STAGE
                    ? e
                    : new RejectedException("when it is triggered: " + e.reason());
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
        var stage = each.origin() == Found.Origin.WAITING
                ? stages.named(from.chars())
                : stages.numberedOrNamed(from.chars());
        use(each, from, stage, "COPY --from");
    }

    private void use(Later each, Text from, Optional<Integer> stage, String keyword) throws RejectedException {
        if (each.origin() == Found.Origin.WAITING) {
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
        if (!Found.isNoImage(reference)) {
            var by = ImageUse.By.of(each.instruction(), each.keyword(keyword), stages.label(each.stage()));
            var use = new ImageUse(reference, Optional.empty(), Set.of(), by);
            found.add(use, each.stage(), each.origin());
        }
    }
}
