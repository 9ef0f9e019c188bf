package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void longWordsCanBeBrokenAndShortOnesNot() {
        assertEquals("a few words", Cell.html("a few words"));
        assertEquals("2026-10-01<wbr>T14:00:00Z<wbr>", Cell.html("2026-10-01T14:00:00Z"));
        assertEquals("docker.io/<wbr>library/<wbr>debian:12", Cell.html("docker.io/library/debian:12"));
    }

    @Test
    void nothingIsBrokenWithinWhatIsEscaped() {
        assertEquals("&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;<wbr>&lt;&lt;&lt;", Cell.html("<".repeat(13)));
        assertEquals("&lt;script&gt;", Cell.html("<script>"));
        assertEquals(
                "\ud83c\udf88".repeat(5) + "<wbr>" + "\ud83c\udf88".repeat(2), Cell.html("\ud83c\udf88".repeat(7)));
        assertEquals("a ? b", Cell.html("a \u202e b"));
    }
}
