package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The heredocs that a line announces. */
final class Heredocs {

    private static final Set<String> INSTRUCTIONS = Set.of("run", "copy", "add");

    /**
     * One of them.
     *
     * @param chomps whether tabs before its text and its end do not count
     */
    record Heredoc(String name, boolean chomps) {

        boolean endsAt(Text line) {
            var start = 0;
            while (chomps && start < line.length() && line.at(start) == '\t') {
                start++;
            }
            return line.from(start).chars().equals(name);
        }
    }

    private Heredocs() {}

    /** The heredocs that follow an instruction which is written in this line, in order. */
    static List<Heredoc> in(Text line, Instruction instruction) throws RejectedException {
        if (!line.chars().contains("<<") || !canHave(instruction)) {
            return List.of();
        }
        var heredocs = new ArrayList<Heredoc>();
        for (var word : words(line)) {
            heredoc(word).ifPresent(heredocs::add);
        }
        return heredocs;
    }

    private static boolean canHave(Instruction instruction) throws RejectedException {
        var nested =
                instruction.keyword().equals("onbuild") ? instruction.trigger().orElse(instruction) : instruction;
        return INSTRUCTIONS.contains(nested.keyword())
                && Json.array(nested.arguments()).isEmpty();
    }

    /** A line that is no sequence of shell words announces nothing. */
    private static List<Text> words(Text line) {
        try {
            return ShellWord.split(line);
        } catch (RejectedException noWords) {
            return List.of();
        }
    }

    private static Optional<Heredoc> heredoc(Text word) throws RejectedException {
        var chars = word.chars();
        var at = 0;
        while (at < chars.length() && chars.charAt(at) >= '0' && chars.charAt(at) <= '9') {
            at++;
        }
        if (!chars.startsWith("<<", at)) {
            return Optional.empty();
        }
        at += 2;
        var chomps = chars.startsWith("-", at);
        at += chomps ? 1 : 0;
        while (at < chars.length() && Whitespace.isAscii(chars.charAt(at)) && chars.charAt(at) != 0x0B) {
            at++;
        }
        if (at == chars.length() || chars.indexOf('<', at) >= 0) {
            return Optional.empty();
        }
        var names = ShellWord.unquoted(word.from(at));
        return names.size() == 1 ? Optional.of(new Heredoc(names.getFirst().chars(), chomps)) : Optional.empty();
    }
}
