package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The blocks of an HCL file, with values as far as they are written out: strings, lists and objects.
 *
 * @see <a href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md">HCL native syntax</a>
 */
final class Hcl {

    private static final int DEEPEST = 50;
    private static final String CLOSERS = ")]}";
    private static final String OPENERS = "([{";

    /**
     * One block, such as {@code target "app" { … }}; that of the file's own attributes has no type.
     *
     * @param at where it begins
     */
    record Block(String type, List<String> labels, Map<String, Setting> members, Text at) {}

    private final HclCursor cursor;
    private int depth;

    private Hcl(Text file) {
        this.cursor = new HclCursor(file);
    }

    /**
     * Reads the outermost blocks of a file.
     *
     * @param faults takes what is wrong with the file where the rest of it can be read
     * @throws IllegalArgumentException if it is not HCL
     */
    static List<Block> blocks(Text file, Consumer<MalformedFileException> faults) {
        var hcl = new Hcl(file);
        var blocks = new ArrayList<Block>();
        var attributes = hcl.members(true, blocks);
        blocks.add(new Block("", List.of(), attributes, Text.EMPTY));
        hcl.cursor.faults().forEach(faults);
        return blocks;
    }

    /** Reads attributes, and blocks into {@code blocks}, up to the end of the file or a closing brace. */
    private Map<String, Setting> members(boolean toEnd, List<Block> blocks) {
        enter();
        var members = new LinkedHashMap<String, Setting>();
        for (cursor.skip(); toEnd ? !cursor.isAtEnd() : cursor.peek() != '}'; cursor.skip()) {
            var start = cursor.at();
            var name = cursor.peek() == '"' ? cursor.string().text().chars() : cursor.name();
            cursor.skip();
            if (cursor.peek() == '=' || cursor.peek() == ':') {
                cursor.take();
                members.put(name, value());
            } else {
                blocks.add(block(name, cursor.since(start)));
            }
            cursor.skip();
            if (cursor.peek() == ',') {
                cursor.take();
            }
        }
        depth--;
        return members;
    }

    private Block block(String type, Text at) {
        var labels = new ArrayList<String>();
        while (cursor.peek() != '{') {
            labels.add(cursor.peek() == '"' ? cursor.string().text().chars() : cursor.name());
            cursor.skip();
        }
        return new Block(type, labels, object().members(), at);
    }

    private Setting.Mapping object() {
        cursor.expect('{');
        var members = members(false, new ArrayList<>());
        cursor.expect('}');
        return new Setting.Mapping(members);
    }

    /** A value that is followed by an operator, or is none of the three kinds, is not known. */
    private Setting value() {
        cursor.skipSpace();
        var start = cursor.at();
        var value =
                switch (cursor.peek()) {
                    case '"' -> cursor.string();
                    case '<' -> cursor.heredoc();
                    case '[' -> list();
                    case '{' -> object();
                    default -> new Setting.Written(Text.EMPTY);
                };
        var isMore = restOfExpression();
        if (cursor.at() == start) {
            throw cursor.not("there should be a value");
        }
        return isMore ? new Setting.Written(cursor.since(start).trimmed()) : value;
    }

    private Setting list() {
        enter();
        cursor.expect('[');
        var items = new ArrayList<Setting>();
        for (cursor.skip(); cursor.peek() != ']'; cursor.skip()) {
            items.add(value());
            cursor.skip();
            if (cursor.peek() == ',') {
                cursor.take();
            }
        }
        cursor.expect(']');
        depth--;
        return new Setting.Sequence(items);
    }

    /** Passes over what belongs to the same expression; says whether there was anything. */
    private boolean restOfExpression() {
        cursor.skipSpace();
        var start = cursor.at();
        var open = 0;
        while (!cursor.isAtEnd() && (open > 0 || "\r\n,]}#".indexOf(cursor.peek()) < 0)) {
            if (cursor.peek() == '"') {
                cursor.string();
                continue;
            }
            open += OPENERS.indexOf(cursor.peek()) >= 0 ? 1 : CLOSERS.indexOf(cursor.peek()) >= 0 ? -1 : 0;
            cursor.take();
            cursor.skipSpace();
        }
        return cursor.at() > start;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw cursor.not("nested more than " + DEEPEST + " deep");
        }
    }
}
