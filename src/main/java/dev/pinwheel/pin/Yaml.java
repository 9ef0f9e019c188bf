package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a YAML file that knows which bytes it is written in. */
final class Yaml {

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final String MERGE = "<<";
    private static final Pattern TRAILING_ZERO = Pattern.compile("[0-9]{1,15}\\.[0-9]{0,15}0");
    private static final int DEEPEST_MERGE = 10;
    private static final int DEEPEST = 50;

    /** The parser copies what it has looked at of a word for every thousand characters more. */
    private static final int LONGEST_LINE = 65_536;

    private final Text file;
    private final String content;
    private final Node node;
    private @Nullable Map<String, Yaml> members;

    private Yaml(Text file, String content, Node node) {
        this.file = file;
        this.content = content;
        this.node = node;
    }

    /**
     * Reads a file; absent if there is nothing in it.
     *
     * @throws IllegalArgumentException if it is not YAML
     */
    static Optional<Yaml> parse(Text file) {
        var text = file.chars().startsWith(BYTE_ORDER_MARK) ? file.from(BYTE_ORDER_MARK.length()) : file;
        refuseLongLines(text.chars());
        var content = withoutBytesThatYamlRefuses(text.chars());
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(Pins.MAX_FILE_SIZE + 1);
        try {
            var root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(content));
            refuseTwins(root);
            return Optional.ofNullable(root).map(node -> new Yaml(text, content, node));
        } catch (MarkedYAMLException e) {
            var line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new MalformedFileException(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    private static void refuseLongLines(String chars) {
        var number = 1;
        for (var start = 0; start < chars.length(); number++) {
            var newline = chars.indexOf('\n', start);
            var end = newline < 0 ? chars.length() : newline;
            if (end - start > LONGEST_LINE) {
                throw new MalformedFileException(number, "longer than " + LONGEST_LINE + " bytes");
            }
            start = end + 1;
        }
    }

    /** A key that a mapping has twice is refused by who reads such files, and so is it here. */
    private static void refuseTwins(@Nullable Node root) {
        var seen = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
        var ahead = new ArrayDeque<Node>();
        Optional.ofNullable(root).ifPresent(ahead::add);
        while (!ahead.isEmpty()) {
            var node = ahead.remove();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof MappingNode mapping) {
                refuseTwins(mapping);
                mapping.getValue().forEach(tuple -> ahead.add(tuple.getValueNode()));
            } else if (node instanceof SequenceNode sequence) {
                ahead.addAll(sequence.getValue());
            }
        }
    }

    private static void refuseTwins(MappingNode mapping) {
        var keys = new HashSet<String>();
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !keys.add(key.getValue())) {
                throw new MalformedFileException(
                        key.getStartMark().getLine() + 1, "not YAML: the key '" + key.getValue() + "' is there twice");
            }
        }
    }

    /** A character stands for a byte, so that the parser's marks count bytes; what is not ASCII is put as letters. */
    private static String withoutBytesThatYamlRefuses(String chars) {
        var result = new StringBuilder(chars);
        for (var i = 0; i < result.length(); i++) {
            if (result.charAt(i) >= 0x80) {
                result.setCharAt(i, '\u00FF');
            }
        }
        return result.toString();
    }

    /** The value of a member, if this is a mapping that has it. */
    Optional<Yaml> get(String key) {
        return Optional.ofNullable(members().get(key));
    }

    /** The members of a mapping, those that it merges in included; none of anything else. */
    Map<String, Yaml> members() {
        if (members == null) {
            var collected = new LinkedHashMap<String, Yaml>();
            collect(node, collected, 0);
            members = Collections.unmodifiableMap(collected);
        }
        return members;
    }

    private void collect(Node from, Map<String, Yaml> collected, int depth) {
        if (!(from instanceof MappingNode mapping) || depth > DEEPEST_MERGE) {
            return;
        }
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !key.getValue().equals(MERGE)) {
                collected.putIfAbsent(key.getValue(), new Yaml(file, content, tuple.getValueNode()));
            }
        }
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MERGE)) {
                collect(tuple.getValueNode(), collected, depth + 1);
                new Yaml(file, content, tuple.getValueNode())
                        .items()
                        .forEach(item -> collect(item.node, collected, depth + 1));
            }
        }
    }

    /** The items of a sequence; none of anything else. */
    List<Yaml> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .map(item -> new Yaml(file, content, item))
                        .toList()
                : List.of();
    }

    /** Whether it carries this tag, such as Compose's {@code !reset}. */
    boolean isTagged(String tag) {
        return node.getTag().getValue().equals(tag);
    }

    /** Whether nothing is given. */
    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The line in which it begins, counted from 1. */
    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The line before the text of a block, or before the text itself. */
    int lineBeforeText() {
        return isBlock() ? line() : line() - 1;
    }

    /** A scalar's text; where it is escaped or folded it is as good as written nowhere. */
    Optional<Text> text() {
        if (!(node instanceof ScalarNode scalar)) {
            return Optional.empty();
        }
        if (isBlock()) {
            return Optional.of(block(
                    scalar.getValue(),
                    scalar.getStartMark().getIndex(),
                    scalar.getEndMark().getIndex()));
        }
        return Optional.of(
                isShortened(scalar)
                        ? Text.unwritten(shortened(scalar))
                        : inLine(scalar, scalar.getEndMark().getIndex()));
    }

    /** A number such as 3.10 is 3.1 to whoever asked for a string. */
    private static boolean isShortened(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.FLOAT)
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && TRAILING_ZERO.matcher(scalar.getValue()).matches();
    }

    private static String shortened(ScalarNode scalar) {
        return new BigDecimal(scalar.getValue()).stripTrailingZeros().toPlainString();
    }

    /** An anchor or a tag may stand before the text, but nothing behind it. */
    private Text inLine(ScalarNode scalar, int end) {
        var value = scalar.getValue();
        var textEnd = scalar.getScalarStyle() == ScalarStyle.PLAIN ? end : end - 1;
        var textStart = textEnd - value.length();
        var isVerbatim = textStart >= scalar.getStartMark().getIndex()
                && content.startsWith(value, textStart)
                && (textEnd == end || content.charAt(textStart - 1) == content.charAt(textEnd));
        return isVerbatim ? file.part(textStart, textEnd) : Text.unwritten(value);
    }

    private boolean isBlock() {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    }

    /** The lines of a block, each without its indentation. */
    private Text block(String value, int start, int end) {
        var pieces = new ArrayList<Text>();
        var at = content.indexOf('\n', start) + 1;
        for (var from = 0; from < value.length(); ) {
            var newline = value.indexOf('\n', from);
            var line = value.substring(from, newline < 0 ? value.length() : newline);
            var fileNewline = content.indexOf('\n', at);
            var fileEnd = fileNewline < 0 || fileNewline > end ? end : fileNewline;
            var ink = content.startsWith("\r", fileEnd - 1) ? fileEnd - 1 : fileEnd;
            if (ink - line.length() < at || !content.startsWith(line, ink - line.length())) {
                return Text.unwritten(value);
            }
            pieces.add(file.part(ink - line.length(), ink));
            if (newline >= 0) {
                pieces.add(fileEnd < content.length() ? file.part(fileEnd, fileEnd + 1) : Text.unwritten("\n"));
            }
            from += line.length() + 1;
            at = fileEnd + 1;
        }
        return Text.join(pieces);
    }
}
