package dev.pinwheel.web.hook;

import java.util.LinkedHashSet;
import java.util.Set;

/** The newest messages that were noted, so many and no more; the ledger knows them all. */
final class Remembered {

    private static final int MOST = 4_096;

    private final Set<String> keys = new LinkedHashSet<>();

    synchronized boolean contains(String key) {
        return keys.contains(key);
    }

    synchronized void add(String key) {
        keys.add(key);
        if (keys.size() > MOST) {
            keys.remove(keys.iterator().next());
        }
    }
}
