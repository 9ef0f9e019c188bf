package dev.pinwheel.proposal;

import java.util.regex.Pattern;

/**
 * Text from outside made harmless in GitHub's Markdown: it makes no markup, no link, no mention and no
 * line, and shows no character that hides or reorders others.
 */
final class Markdown {

    private static final int LONGEST = 300;
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Zs}\\p{Zl}\\p{Zp}]+");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]|~$]");
    private static final Pattern REFERENCE = Pattern.compile("@|#(?=[0-9])|(?<=\\bGH)-(?=[0-9])|:(?=//)|(?<=www)\\.");
    private static final Pattern NOT_CODE = Pattern.compile("[\\\\`|]");

    private Markdown() {}

    /** As prose; a character with no width keeps GitHub from reading a mention or a link into it. */
    static String prose(String outside) {
        var plain = plain(outside).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return REFERENCE.matcher(MARKUP.matcher(plain).replaceAll("\\\\$0")).replaceAll("$0&#8203;");
    }

    /** As code, where that is possible in prose and in tables alike. */
    static String code(String outside) {
        var plain = plain(outside);
        return plain.isEmpty() || NOT_CODE.matcher(plain).find() ? prose(plain) : "`" + plain + "`";
    }

    /** As a block of code, with its lines. */
    static String block(String outside) {
        var lines = outside.lines()
                .map(line -> HIDDEN.matcher(line).replaceAll("�"))
                .toList();
        var fence = "```";
        while (String.join("\n", lines).contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + String.join("\n", lines) + "\n" + fence + "\n";
    }

    /** One line of plain text. */
    static String plain(String outside) {
        var line = SPACE.matcher(outside).replaceAll(" ").strip();
        var visible = HIDDEN.matcher(line).replaceAll("�");
        if (visible.codePointCount(0, visible.length()) <= LONGEST) {
            return visible;
        }
        return visible.substring(0, visible.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
