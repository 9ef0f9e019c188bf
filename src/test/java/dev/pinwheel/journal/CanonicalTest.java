package dev.pinwheel.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTest {

    @Test
    void membersAreSortedAndNothingIsWrittenThatNeedNotBe() {
        var members = Map.of("b", List.of(1L, true, "x\n\u0001é\uD83D\uDE00"), "a", Map.of(), "c", List.of());

        assertEquals(
                "{\"a\":{},\"b\":[1,true,\"x\\n\\u0001é\uD83D\uDE00\"],\"c\":[]}",
                new String(Canonical.print(members), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9007199254740991", "-9007199254740991"})
    void numbersThatEveryReaderKeepsExactAreRead(String number) {
        var json = "{\"n\":" + number + "}";

        assertEquals(Map.of("n", Long.valueOf(number)), Canonical.parse(json.getBytes(UTF_8)));
        assertEquals(json, new String(Canonical.print(Map.of("n", Long.valueOf(number))), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740992L, -9007199254740992L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void numbersThatSomeReadersRoundAreNeitherWrittenNorRead(long number) {
        assertThrows(IllegalArgumentException.class, () -> Canonical.print(Map.of("n", number)));
        assertThrows(IllegalArgumentException.class, () -> Canonical.parse(("{\"n\":" + number + "}").getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "1",
                "{",
                "{} ",
                " {}",
                "{}{}",
                "{\"a\":null}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "{\"a\":-0}",
                "{\"a\":01}",
                "{\"a\":1, \"b\":2}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":9223372036854775808}",
                "{\"a\":NaN}",
                "{'a':1}",
                "\uFEFF{}"
            })
    void whatIsSpelledInAnotherWayIsRefused(String json) {
        assertThrows(IllegalArgumentException.class, () -> Canonical.parse(json.getBytes(UTF_8)));
    }
}
