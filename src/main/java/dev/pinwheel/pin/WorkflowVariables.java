package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one workflow, and how much text is made of them. */
final class WorkflowVariables {

    private static final int LARGEST = 8 * 1024 * 1024;

    private final Allowance made = new Allowance(LARGEST, "");

    /** What is known in a scope: what was known around it, and its {@code env}. */
    Map<String, Text> with(Map<String, Text> outer, Yaml scope) {
        var all = new HashMap<>(outer);
        scope.get("env").ifPresent(env -> env.members().forEach((name, value) -> {
            all.remove("env." + name);
            value.text().flatMap(text -> fill(text, outer)).ifPresent(text -> all.put("env." + name, text));
        }));
        return all;
    }

    /**
     * The text with its expressions filled in; absent if one of them is not known before a run.
     *
     * @throws IllegalArgumentException if the whole workflow makes more than some megabytes
     */
    Optional<Text> fill(Text text, Map<String, Text> known) {
        var filled = Expression.fill(text, known);
        filled.ifPresent(value -> {
            if (!made.take(value.length())) {
                throw new IllegalArgumentException("its expressions make more than " + LARGEST + " bytes");
            }
        });
        return filled;
    }
}
