package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {

    private static final EntryBundle TWO = new EntryBundle(List.of(Trees.leaf(0), Trees.leaf(1)));

    @Test
    void everyEntryFollowsItsLength() {
        assertArrayEquals("\0\7entry 0\0\7entry 1".getBytes(StandardCharsets.US_ASCII), TWO.bytes());
    }

    @Test
    void readsBackWhatItPrints() {
        assertEquals(TWO, EntryBundle.parse(TWO.bytes()));
    }

    @Test
    void theLongestEntryReadsBack() {
        var longest = new EntryBundle(List.of(Leaf.of(new byte[Leaf.MAX_LENGTH])));

        assertEquals(longest, EntryBundle.parse(longest.bytes()));
    }

    @Test
    void whatEndsEarlyIsRefused() {
        var whole = TWO.bytes();
        for (var length = 0; length < whole.length; length++) {
            if (length != whole.length / 2) {
                var part = Arrays.copyOf(whole, length);
                assertThrows(IllegalArgumentException.class, () -> EntryBundle.parse(part));
            }
        }
    }

    @Test
    void entriesThatAreEmptyOrTooLongAndBundlesOfTooManyAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Leaf.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Leaf.of(new byte[Leaf.MAX_LENGTH + 1]));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.parse(new byte[2]));
        assertThrows(IllegalArgumentException.class, () -> new EntryBundle(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new EntryBundle(Collections.nCopies(257, Trees.leaf(0))));
    }
}
