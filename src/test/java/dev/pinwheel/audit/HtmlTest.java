package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void nothingKeepsAMeaning() {
        assertEquals("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;", Html.escape("<a href=\"x\" b='y'>&"));
    }

    @Test
    void whatCannotBeSeenIsShown() {
        assertEquals("a?b ?c", Html.escape("a\u202Eb\n\u0000c"));
    }
}
