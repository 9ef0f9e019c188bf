package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.List;
import java.util.Map;

/**
 * The build arguments that a build is given.
 *
 * @param given their values, by name
 * @param unknown why those have none that is known before the build, by name
 * @param replaced the values that others took the place of, such as those of a file below another, by name
 */
record BuildArguments(Map<String, Text> given, Map<String, String> unknown, Map<String, List<Text>> replaced) {

    static final BuildArguments NONE = new BuildArguments(Map.of(), Map.of());

    BuildArguments {
        given = Map.copyOf(given);
        unknown = Map.copyOf(unknown);
        replaced = Map.copyOf(replaced);
    }

    BuildArguments(Map<String, Text> given, Map<String, String> unknown) {
        this(given, unknown, Map.of());
    }

    boolean isEmpty() {
        return given.isEmpty() && unknown.isEmpty();
    }
}
