package dev.pinwheel.dockerfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stages begun so far; of several with one name the last counts. */
final class Stages {

    private final List<String> labels = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Integer, List<Integer>> standing = new HashMap<>();
    private final Map<Integer, Set<Integer>> needs = new HashMap<>();

    void begin(Optional<String> name) {
        var number = labels.size();
        labels.add(name.orElse(String.valueOf(number)));
        name.ifPresent(given -> byName.put(given, number));
    }

    boolean isEmpty() {
        return labels.isEmpty();
    }

    /** The number of the stage begun last. */
    int current() {
        return labels.size() - 1;
    }

    String label(int number) {
        return labels.get(number);
    }

    /** The stage that FROM means: by its name, in lower case only. */
    Optional<Integer> base(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Notes that a stage stands on another. */
    void stand(int stage, int base) {
        standing.computeIfAbsent(base, first -> new ArrayList<>()).add(stage);
        need(stage, base);
    }

    /** Notes that a stage takes something from another. */
    void need(int stage, int other) {
        needs.computeIfAbsent(stage, first -> new HashSet<>()).add(other);
    }

    /** The stages that stand right on another, in order. */
    List<Integer> standingOn(int base) {
        return standing.getOrDefault(base, List.of());
    }

    /** A stage and all that it needs, directly or not. */
    Set<Integer> neededFor(int target) {
        var found = new HashSet<Integer>();
        var next = new ArrayDeque<>(List.of(target));
        while (!next.isEmpty()) {
            var stage = next.pop();
            if (found.add(stage)) {
                next.addAll(needs.getOrDefault(stage, Set.of()));
            }
        }
        return found;
    }

    /** The stage that COPY or a mount means: by its name, in any case. */
    Optional<Integer> named(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The stage that COPY means: by its number, or by its name. */
    Optional<Integer> numberedOrNamed(String name) throws RejectedException {
        if (!name.matches("[+-]?[0-9]+")) {
            return named(name);
        }
        var number = name.length() > 9 ? -1 : Integer.parseInt(name);
        if (number < 0 || number >= labels.size()) {
            throw new RejectedException("invalid stage index " + name);
        }
        return Optional.of(number);
    }
}
