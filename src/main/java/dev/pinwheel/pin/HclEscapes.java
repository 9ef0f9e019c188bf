package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * The escapes within a quoted string of HCL.
 *
 * @param inside what stands between the quotes
 * @param bad takes an escape that there is not; it stands for itself
 * @see <a href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions">Template
 *     expressions</a>
 */
record HclEscapes(Text inside, Consumer<Text> bad) {

    private static final int HEX = 16;
    private static final int SHORT = 4;
    private static final int LONG = 8;

    /** The text; what is escaped in it is written nowhere, and the rest where it was. */
    Text decoded() {
        var pieces = new ArrayList<Text>();
        var start = 0;
        for (var at = next(0); at >= 0; at = next(start)) {
            pieces.add(inside.part(start, at));
            start = Math.min(at + length(at), inside.length());
            pieces.add(piece(inside.part(at, start), start));
        }
        pieces.add(inside.from(start));
        return pieces.size() == 1 ? inside : Text.join(pieces);
    }

    private int next(int from) {
        return inside.chars().indexOf('\\', from);
    }

    private int length(int at) {
        if (inside.chars().startsWith("\\u", at)) {
            return 2 + SHORT;
        }
        return inside.chars().startsWith("\\U", at) ? 2 + LONG : 2;
    }

    private Text piece(Text escape, int end) {
        var kind = escape.length() < 2 ? '\0' : escape.at(1);
        return switch (kind) {
            case 'n' -> Text.unwritten("\n");
            case 'r' -> Text.unwritten("\r");
            case 't' -> Text.unwritten("\t");
            case '"', '\\' -> Text.unwritten(String.valueOf(kind));
            case 'u', 'U' -> codePoint(escape, end);
            default -> refused(escape);
        };
    }

    private Text codePoint(Text escape, int end) {
        var wanted = escape.at(1) == 'u' ? SHORT : LONG;
        var digits = escape.chars().substring(2);
        var isHex = digits.length() == wanted && digits.chars().allMatch(c -> Character.digit(c, HEX) >= 0);
        var code = isHex ? Long.parseLong(digits, HEX) : Long.MAX_VALUE;
        if (code > Character.MAX_CODE_POINT) {
            return refused(escape);
        }
        var decoded = Character.toString((int) code);
        return Text.unwritten(isTaken(decoded, end) ? decoded + decoded : decoded);
    }

    /** An escaped dollar begins no variable: it is doubled, as whoever fills in variables expects. */
    private boolean isTaken(String decoded, int end) {
        return (decoded.equals("$") || decoded.equals("%")) && inside.chars().startsWith("{", end);
    }

    private Text refused(Text escape) {
        bad.accept(escape);
        return escape;
    }
}
