package dev.pinwheel.registry.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a registry wants people to know, from its {@code Warning} headers; each is logged once. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
    private static final int LONGEST = 200;
    private static final int MOST_KEPT = 1_000;

    private final String registry;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Warnings(String registry) {
        this.registry = registry;
    }

    void in(Answer answer) {
        for (var warning : answer.headers("Warning")) {
            var text = shown(warning);
            if (logged.size() < MOST_KEPT && logged.add(text)) {
                LOG.warn("{} warns: {}", registry, text);
            }
        }
    }

    /** A server's text as it can be shown: on one line, printable, not too long. */
    static String shown(String text) {
        var line = text.replaceAll("\\P{Print}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
