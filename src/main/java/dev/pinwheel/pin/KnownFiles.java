package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What files said when they were read before, so that the same content is not read again. */
final class KnownFiles {

    private static final int HEAVIEST = 10_000;

    /**
     * A file, and what else decides what is found in it.
     *
     * @param builds the builds that a Dockerfile is read for; absent where it is read as another kind of file
     */
    record Key(String path, Optional<String> contentId, Optional<List<Build>> builds) {}

    private final Map<Key, FileFindings> known = new LinkedHashMap<>(16, 0.75f, true);
    private int weight;

    synchronized Optional<FileFindings> of(Key key, FileTree files, Set<String> paths) {
        return Optional.ofNullable(known.get(key)).filter(findings -> findings.holdIn(files, paths));
    }

    /** Keeps what was found if there is a way to tell later that it holds, and lets go of what was asked for least lately where that is too much. */
    synchronized void keep(Key key, FileFindings findings) {
        if (!findings.canBeKept()) {
            return;
        }
        var replaced = known.put(key, findings);
        weight += findings.weight() - (replaced == null ? 0 : replaced.weight());
        var eldest = known.values().iterator();
        while (weight > HEAVIEST && eldest.hasNext()) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
