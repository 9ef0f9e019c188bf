package dev.pinwheel.web.hook;

import dev.pinwheel.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What of a message is to be noted, each fact by what makes it the same fact, and why the rest is not. */
record Sifted(Map<String, Event> facts, List<String> left) {

    Sifted {
        facts = new LinkedHashMap<>(facts);
        left = List.copyOf(left);
    }

    /** The same without the facts that are known by then. */
    Sifted without(Predicate<String> known) {
        var rest = new LinkedHashMap<>(facts);
        rest.keySet().removeIf(known);
        return new Sifted(rest, leftBeside(facts.size() - rest.size()));
    }

    /** The reasons, where so many more facts turned out to be noted before. */
    List<String> leftBeside(int notedBefore) {
        return notedBefore > 0
                ? Stream.concat(left.stream(), Stream.of("it was noted before")).toList()
                : left;
    }
}
