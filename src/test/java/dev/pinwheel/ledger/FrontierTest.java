package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontierTest {

    private static final int SIZES = 600;

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 773885a613489e24ce2cf76199d6a423f042e4bbf12d7eecee912ef276c65701",
        "2, 5a47662fd8a317d96049a3f9f47c55dc67ca66051baa3683dbb19b2fe09a07b0",
        "3, 94fbd0dd836f50301692e6d0eade728ee19ec52bfff1606ed807c8575d5aaa19",
        "7, 98c97f0ba3175cd08b031dd084b9dc4e649b64d1a28e6ea694646503173ab587",
        "8, b69732ce5c914162ca9accfaf4e95d3f9874d68805437088aaff184a4db96773",
        "255, cf66793e6329dff242eb3cee0a6f36ad3e3a196dcc573a1ec775e102be863f1c",
        "256, da6596d95369f5fef322ab8e4e0da3b0b50236aa9c8a3b1d246f7411c9e2e32e",
        "257, 5c1fdfe835358022f2392de478dbe053fc130cfe1d3a082879a90cf6bf14bf7e",
        "600, e8a804af596789ed4f53942e294cfe44d5bed4c7140c7f0f5fa52c0c122232d6"
    })
    void rootsAreThoseOfTheSpecification(int size, String root) {
        var frontier = Frontier.EMPTY;
        for (var leaf : Trees.leaves(size)) {
            frontier = frontier.append(leaf, (height, index, hash) -> {});
        }

        assertEquals(root, frontier.root().hex());
    }

    @Test
    void appendingGivesTheRootOfTheDefinitionAtEverySize() {
        var leaves = Trees.leaves(SIZES);
        var frontier = Frontier.EMPTY;
        for (var size = 0; size < SIZES; size++) {
            assertEquals(Trees.root(leaves.subList(0, size)), frontier.root());
            frontier = frontier.append(leaves.get(size), (height, index, hash) -> {});
        }
    }

    @Test
    void everyCompletedSubtreeIsToldOnceWithItsHash() {
        var leaves = Trees.leaves(SIZES);
        var told = new HashMap<String, Hash>();
        var frontier = Frontier.EMPTY;
        for (var leaf : leaves) {
            frontier = frontier.append(leaf, (height, index, hash) -> {
                assertEquals(null, told.put(height + "/" + index, hash));
            });
        }

        assertEquals(expectedSubtrees(leaves), told);
    }

    private static Map<String, Hash> expectedSubtrees(List<Hash> leaves) {
        var expected = new HashMap<String, Hash>();
        for (var height = 0; leaves.size() >> height > 0; height++) {
            for (var index = 0; index < leaves.size() >> height; index++) {
                expected.put(height + "/" + index, Trees.subtrees(leaves).subtree(height, index));
            }
        }
        return expected;
    }

    @Test
    void frontierTakenFromTheSubtreesIsTheAppendedOne() {
        var leaves = Trees.leaves(SIZES);
        var appended = Frontier.EMPTY;
        for (var size = 0; size < SIZES; size++) {
            assertEquals(appended, Frontier.of(size, Trees.subtrees(leaves)));
            appended = appended.append(leaves.get(size), (height, index, hash) -> {});
        }
    }

    @Test
    void hashesThatDoNotFitTheSizeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Frontier(3, Trees.leaves(1)));
        assertThrows(IllegalArgumentException.class, () -> new Frontier(-1, List.of()));
    }
}
