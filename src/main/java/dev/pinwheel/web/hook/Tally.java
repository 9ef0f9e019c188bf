package dev.pinwheel.web.hook;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests to each hook ended how, since the start. */
public final class Tally {

    /** How a request to a hook ends. */
    enum End {
        /** It is in the ledger. */
        NOTED,
        /** There was nothing to note: nobody pins it, or it was noted before. */
        LEFT,
        /** It was not authentic. */
        FORGED,
        /** It was not what this sender sends. */
        UNREADABLE,
        /** There were too many. */
        THROTTLED,
        /** The ledger could not be written. */
        FAILED
    }

    private final Map<String, Map<End, Long>> ends = new ConcurrentHashMap<>();

    /** Counts one, and says how many there were. */
    long count(Hook hook, End end) {
        return ends.computeIfAbsent(hook.name(), name -> new ConcurrentHashMap<>())
                .merge(end, 1L, Long::sum);
    }

    /** The counts by hook and end, in words. */
    public Map<String, Map<String, Long>> counts() {
        var counts = new TreeMap<String, Map<String, Long>>();
        ends.forEach((hook, byEnd) -> {
            var named = new TreeMap<String, Long>();
            byEnd.forEach((end, count) -> named.put(end.name().toLowerCase(Locale.ROOT), count));
            counts.put(hook, named);
        });
        return counts;
    }
}
