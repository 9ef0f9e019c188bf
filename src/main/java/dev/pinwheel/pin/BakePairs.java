package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pairs that a target and its ancestors give in a mapping, {@code args} or {@code contexts}.
 *
 * @param lineage the ancestors, farthest first, and the target
 */
record BakePairs(BakeFile file, List<BakeFile.Target> lineage, String member) {

    /** As build arguments; null is as if it were not there. */
    BuildArguments arguments() {
        var texts = new LinkedHashMap<String, Text>();
        var unknown = new LinkedHashMap<String, String>();
        for (var each : lineage) {
            if (each.members().get(member) instanceof Setting.Mapping mapping) {
                mapping.members().forEach((name, value) -> {
                    texts.remove(name);
                    unknown.remove(name);
                    try {
                        known(each, value).ifPresent(text -> texts.put(name, text));
                    } catch (IllegalArgumentException e) {
                        unknown.put(name, String.valueOf(e.getMessage()));
                    }
                });
            }
        }
        return new BuildArguments(texts, unknown, replaced(texts));
    }

    private static Optional<Text> known(BakeFile.Target target, Setting written) {
        var value = target.values().of(written);
        if (value instanceof Setting.Literal literal) {
            if (literal.text().isEmpty()) {
                throw new IllegalArgumentException("empty here, and so to be set in the environment");
            }
            return Optional.of(literal.text());
        }
        if (!BakeExpression.isNull(value)) {
            throw new IllegalArgumentException("a list or an object");
        }
        return Optional.empty();
    }

    /** What the files below say instead. */
    private Map<String, List<Text>> replaced(Map<String, Text> given) {
        var replaced = new HashMap<String, List<Text>>();
        file.givenBelow(lineage.getLast(), member).forEach((name, before) -> {
            var instead = given.get(name);
            if (instead != null && !before.spans().equals(instead.spans())) {
                replaced.put(name, List.of(before));
            }
        });
        return replaced;
    }
}
