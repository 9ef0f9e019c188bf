package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource({
        "0, 5, 256, tile/0/005",
        "0, 0, 1, tile/0/000.p/1",
        "1, 1234067, 256, tile/1/x001/x234/067",
        "-1, 273, 112, tile/entries/273.p/112",
        "63, 1000, 255, tile/63/x001/000.p/255"
    })
    void printsAndReadsBack(int level, long index, int width, String text) {
        var path = new TilePath(level, index, width);

        assertEquals(text, path.toString());
        assertEquals(path, TilePath.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0",
                "tile/0/5",
                "tile/00/005",
                "tile/64/005",
                "tile/0/x000/005",
                "tile/0/001/005",
                "tile/0/005.p/0",
                "tile/0/005.p/256",
                "tile/0/005.p/01",
                "tile/0/005.p/",
                "tile/0/005/",
                "/tile/0/005",
                "tile/-1/005",
                "tile/entry/005",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "tile/0/005\n"
            })
    void acceptsOnlyWhatItPrints(String text) {
        assertThrows(IllegalArgumentException.class, () -> TilePath.parse(text));
    }

    @Test
    void hasTheDigitsOfTheFormatWhateverTheMachineSpeaks() {
        var here = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals("tile/0/x001/005", new TilePath(0, 1_005, 256).toString());
        } finally {
            Locale.setDefault(here);
        }
    }

    @Test
    void seventyThousandLeavesHaveTheTilesOfTheSpecification() {
        var paths = TilePath.between(0, 70_000).stream().map(TilePath::toString).toList();

        assertEquals(274 * 2 + 2 + 1, paths.size());
        assertEquals("tile/0/272", paths.get(274 + 272));
        assertEquals("tile/0/273.p/112", paths.get(274 + 273));
        assertEquals(List.of("tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"), paths.subList(548, 551));
    }

    @Test
    void growthBringsOnlyTheTilesThatChange() {
        var paths = TilePath.between(255, 257).stream().map(TilePath::toString).toList();

        assertEquals(
                List.of("tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"),
                paths);
        assertEquals(List.of(), TilePath.between(257, 257));
    }

    @Test
    void tilesHoldTheRootOfTheDefinitionAtEverySize() {
        var leaves = Trees.leaves(600);
        Map<TilePath, Tile> tiles = new HashMap<>();
        for (var size = 0; size < leaves.size(); size++) {
            for (var path : TilePath.between(Math.max(0, size - 1), size)) {
                if (path.level() != TilePath.ENTRIES) {
                    tiles.put(path, Tile.parse(tile(path, leaves).bytes()));
                }
            }
            assertEquals(
                    Trees.root(leaves.subList(0, size)), overTiles(size, tiles).root(0, size));
        }
    }

    private static Tile tile(TilePath path, List<Hash> leaves) {
        var hashes = new ArrayList<Hash>();
        for (var place = 0; place < path.width(); place++) {
            var index = path.index() * TilePath.FULL + place;
            hashes.add(Trees.subtrees(leaves).subtree(path.level() * TilePath.HEIGHT, index));
        }
        return new Tile(hashes);
    }

    /** The subtrees as a reader of a published log of this size finds them. */
    private static Subtrees overTiles(long size, Map<TilePath, Tile> tiles) {
        return (height, index) -> {
            var level = height / TilePath.HEIGHT;
            var within = height % TilePath.HEIGHT;
            var first = index << within;
            var tile = first / TilePath.FULL;
            var width = (int) Math.min(TilePath.FULL, (size >> (level * TilePath.HEIGHT)) - tile * TilePath.FULL);
            var found = Objects.requireNonNull(tiles.get(new TilePath(level, tile, width)));
            return found.subtree(within, (int) ((first % TilePath.FULL) >> within));
        };
    }
}
