package dev.pinwheel.candidate.osv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one layer says about the paths that the scanner looks at.
 *
 * @param files what it has there
 * @param hidden paths at and below which lower layers no longer show: whiteouts and replacements
 * @param emptied directories in which lower layers no longer show: opaque whiteouts
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">image-spec,
 *     whiteouts</a>
 */
record Layer(Map<String, KeptFile> files, Set<String> hidden, Set<String> emptied) {

    Layer {
        files = Map.copyOf(files);
        hidden = Set.copyOf(hidden);
        emptied = Set.copyOf(emptied);
    }

    /** What an image of these layers, the lowest first, shows at the paths, in the order of the paths. */
    static SortedMap<String, KeptFile> stack(List<Layer> layers) {
        var shown = new HashMap<String, KeptFile>();
        for (var layer : layers) {
            shown.keySet().removeIf(layer::hides);
            shown.putAll(layer.files);
        }
        return new TreeMap<>(shown);
    }

    private boolean hides(String path) {
        var at = path;
        while (!hidden.contains(at)) {
            if (at.isEmpty()) {
                return false;
            }
            at = at.substring(0, Math.max(at.lastIndexOf('/'), 0));
            if (emptied.contains(at)) {
                return true;
            }
        }
        return true;
    }

    /** Whether a path is somewhere in a directory; everything is in the root, which is the empty path. */
    static boolean isBelow(String path, String directory) {
        return directory.isEmpty() || path.startsWith(directory + "/");
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        var weight = 1024L + 256L * hidden.size();
        for (var file : files.values()) {
            weight += file instanceof KeptFile.Plain plain ? 256 + plain.content().length : 256;
        }
        return weight;
    }
}
