package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Digest;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Layers that were read, by digest; the one longest unused goes first when there are too many. */
final class LayerCache {

    private final long capacity;
    private final LinkedHashMap<Digest, Layer> layers = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /** @param capacity about how many bytes of memory it may take */
    LayerCache(long capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<Layer> get(Digest digest) {
        return Optional.ofNullable(layers.get(digest));
    }

    synchronized void put(Digest digest, Layer layer) {
        var before = layers.put(digest, layer);
        weight += layer.weight() - (before == null ? 0 : before.weight());
        var oldest = layers.values().iterator();
        while (weight > capacity && oldest.hasNext()) {
            weight -= oldest.next().weight();
            oldest.remove();
        }
    }
}
