package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frontend's word syntax: {@code SET} is a.b.c-a.b, {@code EMPTY} is empty, {@code NOT} is not set. */
class ExpansionTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = '→',
            value = {
                "plain → plain",
                "$SET → a.b.c-a.b",
                "${SET} → a.b.c-a.b",
                "x$SET-y → xa.b.c-a.b-y",
                "$SETX → ||",
                "${SET}X → a.b.c-a.bX",
                "$NOT → ||",
                "$EMPTY → ||",
                "a$ → a$",
                "$.b → $.b",
                "${NOT:-d} → d",
                "${NOT-d} → d",
                "${EMPTY:-d} → d",
                "${EMPTY-d} → ||",
                "${SET:-d} → a.b.c-a.b",
                "${SET-d} → a.b.c-a.b",
                "${SET:+d} → d",
                "${SET+d} → d",
                "${EMPTY:+d} → ||",
                "${EMPTY+d} → d",
                "${NOT:+d} → ||",
                "${NOT+d} → ||",
                "${SET:?no} → a.b.c-a.b",
                "${EMPTY?no} → ||",
                "${SET?no} → a.b.c-a.b",
                "${NOT:-${EMPTY:-$SET}} → a.b.c-a.b",
                "${NOT:-${NOT-${NOT:-deep}}} → deep",
                "${NOT:-a'}'b} → a}b",
                "${NOT:-\"a}b\"} → a}b",
                "${NOT:-a\\}b} → a}b",
                "${NOT:-a:b@c} → a:b@c",
                "'$SET' → $SET",
                "\"$SET\" → a.b.c-a.b",
                "\"'$SET'\" → 'a.b.c-a.b'",
                "\"a\\\"b\" → a\"b",
                "\"a\\$b\" → a$b",
                "\"a\\b\" → a\\b",
                "\"a\\\\b\" → a\\b",
                "'a\\b' → a\\b",
                "a\\$SET → a$SET",
                "a\\b → ab",
                "a\\\\b → a\\b",
                "a\"b\"'c' → abc",
                "${SET#*.} → b.c-a.b",
                "${SET##*.} → b",
                "${SET%.*} → a.b.c-a",
                "${SET%%.*} → a",
                "${SET#x} → a.b.c-a.b",
                "${SET#a} → .b.c-a.b",
                "${SET%b} → a.b.c-a.",
                "${SET#?} → .b.c-a.b",
                "${SET##*} → ||",
                "${SET#*} → a.b.c-a.b",
                "${SET#} → a.b.c-a.b",
                "${SET##} → a.b.c-a.b",
                "${SET%%*} → ||",
                "${SET%%?b} → a.b.c-a",
                "${SET#a?b} → .c-a.b",
                "${SET#a\\?b} → a.b.c-a.b",
                "${SET/a/x} → x.b.c-a.b",
                "${SET//a/x} → x.b.c-x.b",
                "${SET//a.b/x} → x.c-x",
                "${SET/a/} → .b.c-a.b",
                "${SET//./-} → a-b-c-a-b",
                "${SET//?/x} → xxxxxxxxx",
                "${SET/.*-/_} → a_a.b",
                "${SET//q/x} → a.b.c-a.b",
                "${SET//*/x} → x",
                "${NOT#a} → ||",
                "${NOT/a/b} → ||",
                "${SET/${NOT:-a}/$SET} → a.b.c-a.b.b.c-a.b",
                "${SLASH/\\//_} → a_b/c",
                "${SLASH//\\//_} → a_b_c",
                "${SET#'a'} → .b.c-a.b",
                "$1 → ||",
                "$$ → ||",
                "$@x → x",
                "${1} → ||",
                "<a → <a",
                "<<a → <<a",
                "ä$SETä → ä",
                "${SET//a/ä} → ä.b.c-ä.b",
                "${UMLAUT/?/x} → xb",
                "${UMLAUT%?} → ä",
            })
    void expands(String written, String meant) throws RejectedException {
        assertEquals(meant, expand(written, '\\'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${SET",
                "${",
                "${}",
                "${:-a}",
                "${{SET}}",
                "${SET:",
                "${SET:-a",
                "${SET:#a}",
                "${SET:/a/b}",
                "${SET!a}",
                "${SET^^}",
                "${SET:1}",
                "${#SET}",
                "${SET/a}",
                "${SET/a/b",
                "${SET#\\x}",
                "${NOT:?}",
                "${NOT?}",
                "${EMPTY:?}",
                "${NOT:?give one}",
                "'a",
                "\"a",
            })
    void rejects(String written) {
        assertThrows(RejectedException.class, () -> expand(written, '\\'));
    }

    @Test
    void saysWhatIsMissing() {
        var e = assertThrows(RejectedException.class, () -> expand("${NOT:?give one}", '\\'));

        assertEquals("NOT: give one", e.getMessage());
    }

    @Test
    void takesTheOtherEscapeCharacter() throws RejectedException {
        assertEquals("$SET\\a.b.c-a.b", expand("`$SET\\$SET", '`'));
    }

    @Test
    void boundsNesting() {
        assertThrows(RejectedException.class, () -> expand("${NOT:-".repeat(20_000) + "}".repeat(20_000), '\\'));
    }

    @Test
    void boundsWhatAPatternCosts() throws RejectedException {
        var variables = new Variables();
        variables.set("LONG", Text.unwritten("a".repeat(30_000)));
        var word = Text.unwritten("${LONG//" + "*a".repeat(10_000) + "b/}");

        assertThrows(RejectedException.class, () -> ShellWord.expand(word, '\\', variables));
    }

    private static String expand(String written, char escape) throws RejectedException {
        var variables = new Variables();
        variables.set("SET", Text.unwritten("a.b.c-a.b"));
        variables.set("EMPTY", Text.EMPTY);
        variables.set("SLASH", Text.unwritten("a/b/c"));
        variables.set("UMLAUT", Text.unwritten("äb"));
        return ShellWord.expand(Text.unwritten(written), escape, variables).toString();
    }
}
