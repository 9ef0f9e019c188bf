package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Dockerfile as BuildKit's frontend reads it.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public final class Dockerfile {

    private static final int MAX_INSTRUCTIONS = 100_000;

    private final Optional<Syntax.Asked> syntax;
    private final List<Instruction> instructions;
    private final List<Fault> faults;

    private Dockerfile(Optional<Syntax.Asked> syntax, List<Instruction> instructions, List<Fault> faults) {
        this.syntax = syntax;
        this.instructions = instructions;
        this.faults = faults;
    }

    /** Reads a file; what a builder would reject in it is among the faults of {@link #images}. */
    public static Dockerfile parse(String file, byte[] content) {
        return parse(Text.of(file, content));
    }

    /** Reads a Dockerfile that is written within another file. */
    public static Dockerfile parse(Text content) {
        var lines = new Lines(content);
        var syntax = Syntax.in(lines.copy());
        var parser = new Parser(lines, MAX_INSTRUCTIONS);
        var faults = new ArrayList<Fault>();
        try {
            parser.read();
        } catch (RejectedException e) {
            faults.add(new Fault(lines.number(), e.reason()));
            return new Dockerfile(syntax, List.of(), faults);
        }
        if (parser.instructions().isEmpty()) {
            faults.add(new Fault(1, "file with no instructions"));
        }
        return new Dockerfile(syntax, parser.instructions(), faults);
    }

    /** Whether it begins with an ARG, or with a FROM that can be one: no program in another language does. */
    public boolean beginsAsOne() {
        return instructions.stream().limit(1).anyMatch(Dockerfile::canBeFirst);
    }

    private static boolean canBeFirst(Instruction instruction) {
        try {
            return instruction.keyword().equals("arg")
                    || (instruction.keyword().equals("from")
                            && From.of(instruction).base().isWritten());
        } catch (RejectedException e) {
            return false;
        }
    }

    /** The images asked for where nobody sets an ARG from outside. */
    public Images images() {
        return images(Map.of());
    }

    /**
     * The images asked for when the last stage is built for linux/amd64.
     *
     * @param arguments the build arguments given from outside, by name, as they are written there
     */
    public Images images(Map<String, Text> arguments) {
        return images(BuildRequest.with(arguments));
    }

    /** The images asked for when the last stage is built for linux/amd64 and what stands ready for some ARGs is used. */
    public Images images(Set<Fallback> used) {
        var empty = new HashMap<String, Text>();
        var unset = new HashSet<String>();
        for (var fallback : used) {
            if (fallback.isForUnset()) {
                unset.add(fallback.argument());
            } else {
                empty.put(fallback.argument(), Text.EMPTY);
            }
        }
        empty.keySet().removeAll(unset);
        var request = BuildRequest.with(empty);
        return images(request, new Reading(instructions, request, unset));
    }

    /** The images asked for. */
    public Images images(BuildRequest request) {
        return images(request, new Reading(instructions, request));
    }

    private Images images(BuildRequest request, Reading reading) {
        var needed = reading.needed(request.target());
        var all = new ArrayList<>(faults);
        all.addAll(reading.faults());
        return new Images(
                withFrontend(reading.uses()), withFrontend(needed), all, reading.doubts(), reading.unusedFallbacks());
    }

    private List<ImageUse> withFrontend(List<ImageUse> uses) {
        return Stream.concat(syntax.stream().map(Dockerfile::frontend), uses.stream())
                .toList();
    }

    private static ImageUse frontend(Syntax.Asked asked) {
        var by = new ImageUse.By(asked.line(), "# syntax", Optional.empty(), List.of());
        return new ImageUse(asked.image(), Optional.empty(), Set.of(), by);
    }
}
