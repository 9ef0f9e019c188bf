package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void keepsWhatIsShownOutOfItsOwnText() {
        assertEquals("Shown[•••]", Shown.of("Bearer correct-horse").toString());
        assertEquals("Shown[nothing]", Shown.nothing().toString());
    }
}
