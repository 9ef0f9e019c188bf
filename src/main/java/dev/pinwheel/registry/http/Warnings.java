package dev.pinwheel.registry.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a registry wants people to know, from its {@code Warning} headers; each is said once. */
final class Warnings {

    private static final int LONGEST = 200;

    /** How many different ones a registry may say; what it says after these is nothing that people read. */
    private static final int MOST = 20;

    private final Consumer<String> say;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Warnings(Consumer<String> say) {
        this.say = say;
    }

    void in(Answer answer) {
        for (var warning : answer.headers("Warning")) {
            var text = shown(warning);
            if (said.size() < MOST && said.add(text)) {
                say.accept(text);
            }
        }
    }

    /** A server's text as it can be shown: on one line, printable, not too long. */
    static String shown(String text) {
        var line = text.replaceAll("\\P{Print}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
