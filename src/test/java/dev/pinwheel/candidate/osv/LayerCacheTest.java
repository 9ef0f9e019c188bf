package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerCacheTest {

    private static final Layer LAYER =
            new Layer(Map.of("etc/os-release", new KeptFile.Plain(new byte[100_000])), Set.of(), Set.of());
    private static final List<Digest> DIGESTS = IntStream.range(0, 4)
            .mapToObj(number -> Digest.of(new byte[] {(byte) number}))
            .toList();

    private final LayerCache cache = new LayerCache(3 * LAYER.weight());

    @Test
    void forgetsTheOneLongestUnused() {
        DIGESTS.subList(0, 3).forEach(digest -> cache.put(digest, LAYER));
        cache.get(DIGESTS.getFirst());

        cache.put(DIGESTS.getLast(), LAYER);

        assertEquals(List.of(DIGESTS.get(0), DIGESTS.get(2), DIGESTS.get(3)), remembered());
    }

    @Test
    void countsALayerOnceThatIsPutAgain() {
        DIGESTS.subList(0, 3).forEach(digest -> cache.put(digest, LAYER));
        DIGESTS.subList(0, 3).forEach(digest -> cache.put(digest, LAYER));

        assertEquals(DIGESTS.subList(0, 3), remembered());
    }

    @Test
    void doesNotKeepWhatIsTooLargeForIt() {
        var small = new LayerCache(LAYER.weight() - 1);

        small.put(DIGESTS.getFirst(), LAYER);

        assertEquals(true, small.get(DIGESTS.getFirst()).isEmpty());
    }

    private List<Digest> remembered() {
        return DIGESTS.stream().filter(digest -> cache.get(digest).isPresent()).toList();
    }
}
