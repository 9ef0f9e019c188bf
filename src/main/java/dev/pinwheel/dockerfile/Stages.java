package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The stages begun so far; of several with one name the last counts. */
final class Stages {

    private final List<String> labels = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();

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

    /** FROM knows a stage by its name in lower case only. */
    boolean has(String base) {
        return byName.containsKey(base);
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
