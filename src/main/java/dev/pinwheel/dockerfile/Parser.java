package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads lines into instructions: directives, comments, continuations and heredocs. */
final class Parser {

    private static final char DEFAULT_ESCAPE = '\\';

    private final Lines lines;
    private final int most;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Set<String> directives = new HashSet<>();
    private List<String> comments = new ArrayList<>();
    private boolean directivesMayFollow = true;
    private char escape = DEFAULT_ESCAPE;

    /** Reads these lines, and refuses more instructions than {@code most}. */
    Parser(Lines lines, int most) {
        this.lines = lines;
        this.most = most;
    }

    List<Instruction> instructions() {
        return instructions;
    }

    /**
     * Reads to the end.
     *
     * @throws RejectedException if it is no longer certain where instructions begin; those before are kept
     */
    void read() throws RejectedException {
        while (lines.hasNext()) {
            var line = withoutIndent(lines.next());
            var isDirective = directivesMayFollow && isDirective(line);
            if (isComment(line)) {
                comment(line, isDirective);
            } else if (!line.isEmpty()) {
                instruction(line);
                comments = new ArrayList<>();
            }
        }
    }

    private void instruction(Text first) throws RejectedException {
        var number = lines.number();
        var whole = new Text.Builder();
        var line = first;
        while (continues(line)) {
            whole.add(line, 0, lastInk(line));
            line = nextOfContinuation();
        }
        whole.add(line);
        var text = whole.text();
        var instruction = Instruction.parse(text, new Instruction.Setting(number, comments, escape));
        if (instructions.size() == most) {
            throw new RejectedException("more than " + most + " instructions");
        }
        instructions.add(instruction);
        for (var heredoc : Heredocs.in(text, instruction)) {
            skip(heredoc, number);
        }
    }

    /** The next line that is neither a comment nor empty; empty at the end of the file. */
    private Text nextOfContinuation() throws RejectedException {
        while (lines.hasNext()) {
            var line = lines.next();
            var text = withoutIndent(line);
            if (!text.isEmpty() && !isComment(text)) {
                return line;
            }
        }
        return Text.EMPTY;
    }

    private void skip(Heredocs.Heredoc heredoc, int number) throws RejectedException {
        while (lines.hasNext()) {
            if (heredoc.endsAt(lines.next())) {
                return;
            }
        }
        throw new RejectedException("unterminated heredoc: the instruction in line " + number + " announces "
                + heredoc.name() + ", and no line is just that");
    }

    /** An escape character that is last continues the line, unless another one escapes it. */
    private boolean continues(Text line) {
        var last = lastInk(line);
        return last >= 0 && line.at(last) == escape && (last == 0 || line.at(last - 1) != escape);
    }

    private static int lastInk(Text line) {
        var last = line.length() - 1;
        while (last >= 0 && (line.at(last) == ' ' || line.at(last) == '\t')) {
            last--;
        }
        return last;
    }

    private boolean isDirective(Text line) throws RejectedException {
        var directive = Directive.parse(line, "#");
        directivesMayFollow = directive.isPresent();
        if (directive.isEmpty()) {
            return false;
        }
        var name = directive.get().name();
        if (!directives.add(name)) {
            throw new RejectedException("only one " + name + " parser directive can be used");
        }
        if (name.equals("escape")) {
            escape = escape(directive.get().value());
        }
        return true;
    }

    private static char escape(Text value) throws RejectedException {
        if (!value.chars().equals("`") && !value.chars().equals("\\")) {
            throw new RejectedException("invalid escape token '" + value + "' does not match ` or \\");
        }
        return value.at(0);
    }

    private void comment(Text line, boolean isDirective) {
        var comment = line.from(1).toString().strip();
        if (comment.isEmpty()) {
            comments = new ArrayList<>();
        } else if (!isDirective) {
            comments.add(comment);
        }
    }

    private static boolean isComment(Text line) {
        return !line.isEmpty() && line.at(0) == '#';
    }

    private static Text withoutIndent(Text line) {
        var start = 0;
        for (var width = Whitespace.at(line.chars(), 0); width > 0; width = Whitespace.at(line.chars(), start)) {
            start += width;
        }
        return line.from(start);
    }
}
