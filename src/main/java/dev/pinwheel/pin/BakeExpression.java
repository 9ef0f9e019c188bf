package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;

/** HCL's expressions as far as they are names, strings, numbers, comparisons and choices. */
final class BakeExpression {

    private static final int DEEPEST = 50;
    private static final Setting NULL = new Setting.Written(Text.unwritten("null"));

    private final HclCursor cursor;
    private final BakeValues values;
    private int depth;

    /** Reads what stands at the cursor, with these values for its names. */
    BakeExpression(HclCursor cursor, BakeValues values) {
        this.cursor = cursor;
        this.values = values;
    }

    /** Whether a value is HCL's null: it is as if nothing were given. */
    static boolean isNull(Setting value) {
        return value instanceof Setting.Written written
                && written.expression().chars().equals("null");
    }

    /**
     * The value of all that is left.
     *
     * @throws IllegalArgumentException if only bake can tell
     */
    Setting whole() {
        var value = choice();
        cursor.skip();
        if (!cursor.isAtEnd()) {
            throw notKnown("an operator '" + cursor.peek() + "'");
        }
        return value;
    }

    /** {@code condition ? yes : no}, or a comparison alone. */
    Setting choice() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("an expression nested more than " + DEEPEST + " deep");
        }
        var value = comparison();
        cursor.skip();
        if (cursor.peek() == '?') {
            cursor.take();
            var yes = choice();
            cursor.skip();
            cursor.expect(':');
            var no = choice();
            value = values.text(value).toString().equals("true") ? yes : no;
        }
        depth--;
        return value;
    }

    private Setting comparison() {
        var left = operand();
        cursor.skip();
        var isEqual = cursor.isAt("==");
        if (!isEqual && !cursor.isAt("!=")) {
            return left;
        }
        cursor.take();
        cursor.take();
        var same = values.text(left).toString().equals(values.text(operand()).toString());
        return new Setting.Literal(Text.unwritten(String.valueOf(same == isEqual)));
    }

    private Setting operand() {
        cursor.skip();
        if (cursor.peek() == '"') {
            return new Setting.Literal(values.text(cursor.string()));
        }
        if (cursor.peek() == '(') {
            cursor.take();
            var value = choice();
            cursor.skip();
            cursor.expect(')');
            return value;
        }
        if (!Character.isLetterOrDigit(cursor.peek()) && cursor.peek() != '_') {
            throw notKnown("'" + cursor.peek() + "'");
        }
        var word = cursor.word();
        cursor.skipSpace();
        if (cursor.peek() == '(' || cursor.peek() == '[') {
            throw notKnown(word.toString() + cursor.peek() + "…");
        }
        return named(word);
    }

    private Setting named(Text word) {
        var name = word.chars();
        if (name.equals("null")) {
            return NULL;
        }
        var isLiteral = name.equals("true") || name.equals("false") || Character.isDigit(name.charAt(0));
        return isLiteral ? new Setting.Literal(word) : values.named(name);
    }

    private static IllegalArgumentException notKnown(String what) {
        return new IllegalArgumentException("an expression that only bake can evaluate: " + what);
    }
}
