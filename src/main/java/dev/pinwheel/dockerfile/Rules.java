package dev.pinwheel.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the frontend demands of each instruction, whatever it does with it later. */
final class Rules {

    private static final Set<String> NOT_IN_ONBUILD = Set.of("onbuild", "from", "maintainer");

    private Rules() {}

    static void check(Instruction instruction) throws RejectedException {
        switch (instruction.keyword()) {
            case "from" -> From.of(instruction);
            case "arg" -> assignments(instruction);
            case "copy", "add" -> {
                atLeast(instruction, 2, list(instruction));
                Flags.of(instruction);
            }
            case "run" -> {
                list(instruction);
                Mount.allOf(instruction);
            }
            case "cmd", "entrypoint" -> {
                list(instruction);
                Flags.of(instruction);
            }
            case "env", "label" -> {
                Flags.of(instruction);
                pairs(instruction);
            }
            case "maintainer", "user", "workdir", "stopsignal" -> {
                atLeast(instruction, 1, instruction.arguments().isEmpty() ? 0 : 1);
                Flags.of(instruction);
            }
            case "expose" -> {
                atLeast(instruction, 1, instruction.words().size());
                Flags.of(instruction);
            }
            case "volume" -> {
                atLeast(instruction, 1, list(instruction));
                Flags.of(instruction);
            }
            case "shell" -> shell(instruction);
            case "healthcheck" -> healthcheck(instruction);
            case "onbuild" -> onbuild(instruction);
            default -> throw new RejectedException("unknown instruction: " + instruction.keyword());
        }
    }

    private static String name(Instruction instruction) {
        return instruction.keyword().toUpperCase(Locale.ROOT);
    }

    private static void atLeast(Instruction instruction, int wanted, int found) throws RejectedException {
        if (found < wanted) {
            throw new RejectedException(name(instruction) + " requires at least " + wanted + " argument"
                    + (wanted == 1 ? "" : "s") + ", and has " + found);
        }
    }

    /** How many arguments there are, in the JSON form or split at white space. */
    private static int list(Instruction instruction) throws RejectedException {
        var elements = Json.array(instruction.arguments());
        if (elements.isPresent()) {
            checkStrings(elements.get());
        }
        return elements.map(List::size).orElseGet(() -> instruction.words().size());
    }

    private static void checkStrings(List<Optional<Text>> elements) throws RejectedException {
        if (elements.stream().anyMatch(Optional::isEmpty)) {
            throw new RejectedException("when using JSON array syntax, arrays must be comprised of strings only");
        }
    }

    private static void assignments(Instruction instruction) throws RejectedException {
        var words = instruction.quotedWords();
        atLeast(instruction, 1, words.size());
        for (var word : words) {
            if (word.at(0) == '=') {
                throw new RejectedException("ARG names can not be blank");
            }
        }
    }

    private static void pairs(Instruction instruction) throws RejectedException {
        var words = instruction.quotedWords();
        atLeast(instruction, 1, words.size());
        if (words.getFirst().chars().indexOf('=') < 0) {
            if (instruction.words().size() < 2) {
                throw new RejectedException(name(instruction) + " must have two arguments");
            }
            return;
        }
        for (var word : words) {
            var equals = word.chars().indexOf('=');
            if (equals < 0) {
                throw new RejectedException("can't find = in '" + word + "', it must be of the form: name=value");
            }
            if (equals == 0) {
                throw new RejectedException(name(instruction) + " names can not be blank");
            }
        }
    }

    private static void shell(Instruction instruction) throws RejectedException {
        Flags.of(instruction);
        atLeast(instruction, 1, list(instruction));
        if (Json.array(instruction.arguments()).isEmpty()) {
            throw new RejectedException("SHELL requires the arguments to be in JSON form");
        }
    }

    private static void healthcheck(Instruction instruction) throws RejectedException {
        var words = instruction.words();
        atLeast(instruction, 1, words.size());
        var type = words.getFirst().chars().toUpperCase(Locale.ROOT);
        if (type.equals("NONE")) {
            if (words.size() > 1) {
                throw new RejectedException("HEALTHCHECK NONE takes no arguments");
            }
            return;
        }
        Flags.of(instruction);
        if (!type.equals("CMD")) {
            throw new RejectedException("unknown type '" + words.getFirst() + "' in HEALTHCHECK (try CMD)");
        }
        if (words.size() == 1) {
            throw new RejectedException("missing command after HEALTHCHECK CMD");
        }
    }

    private static void onbuild(Instruction instruction) throws RejectedException {
        Flags.of(instruction);
        var trigger = instruction.trigger();
        atLeast(instruction, 1, trigger.isPresent() ? 1 : 0);
        if (trigger.isPresent() && NOT_IN_ONBUILD.contains(trigger.get().keyword())) {
            throw new RejectedException(name(trigger.get()) + " isn't allowed as an ONBUILD trigger");
        }
    }
}
