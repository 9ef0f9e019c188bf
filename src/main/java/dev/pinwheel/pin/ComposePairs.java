package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.pin.Layers.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pairs as the layers of a build give them, in mappings or in lists of {@code name=value}; a name without a
 * value takes it from the environment.
 */
final class ComposePairs {

    private static final String IN_ENVIRONMENT = "empty here, and so to be set in the environment";
    private static final Pattern DIGEST = Pattern.compile("sha(?:256|512):");

    /** What one layer gives a name. */
    record Pair(String name, Text value, Layer layer) {

        /** Whether this is dead where the other is laid over it: a project's, written elsewhere, and not only there to be extended. */
        boolean isDeadUnder(Pair other) {
            return FileNames.areCompose(layer.path())
                    && !layer.path().equals(other.layer.path())
                    && !value.spans().equals(other.value.spans());
        }
    }

    private final Template template;
    private final List<Pair> all = new ArrayList<>();
    private final Map<String, Pair> uppermost = new LinkedHashMap<>();
    private final Map<String, List<Text>> fallbacks = new HashMap<>();

    ComposePairs(Layers given, Template template) {
        this.template = template;
        for (var layer : given.all()) {
            layer.yaml().members().forEach((name, value) -> member(layer, name, value));
            layer.yaml().items().forEach(item -> item.text().ifPresent(written -> item(layer, written)));
        }
    }

    private void member(Layer layer, String name, Yaml value) {
        if (value.isNull()) {
            template.value(name).ifPresent(text -> add(new Pair(name, text, layer), List.of()));
        } else {
            value.text()
                    .ifPresent(
                            written -> add(new Pair(name, template.fill(written), layer), template.fallbacks(written)));
        }
    }

    private void item(Layer layer, Text written) {
        var text = template.fill(written);
        var name = name(text);
        var value = name.length() == text.length() ? template.value(name) : Optional.of(text.from(name.length() + 1));
        value.ifPresent(known -> add(
                new Pair(name, known, layer),
                template.fallbacks(written).stream()
                        .filter(other -> other.chars().startsWith(name + "="))
                        .map(other -> other.from(name.length() + 1))
                        .toList()));
    }

    private static String name(Text item) {
        var equals = item.chars().indexOf('=');
        return equals < 0 ? item.chars() : item.part(0, equals).chars();
    }

    private void add(Pair pair, List<Text> others) {
        all.add(pair);
        uppermost.put(pair.name(), pair);
        fallbacks.put(
                pair.name(),
                others.stream()
                        .filter(other -> DIGEST.matcher(other.chars()).find())
                        .toList());
    }

    List<Pair> all() {
        return all;
    }

    /** The pair that counts for a name which some layer gives. */
    Pair uppermost(Pair pair) {
        return uppermost.getOrDefault(pair.name(), pair);
    }

    /** As build arguments: what is empty is not known, and what is laid over or stands ready in vain is replaced. */
    BuildArguments arguments() {
        var given = new HashMap<String, Text>();
        var unknown = new HashMap<String, String>();
        var replaced = new HashMap<String, List<Text>>();
        uppermost.forEach((name, pair) -> {
            if (pair.value().isEmpty()) {
                unknown.put(name, IN_ENVIRONMENT);
            } else {
                given.put(name, pair.value());
                replaced.put(name, replacedBy(pair));
            }
        });
        return new BuildArguments(given, unknown, replaced);
    }

    private List<Text> replacedBy(Pair uppermost) {
        var name = uppermost.name();
        var replaced = new ArrayList<>(fallbacks.getOrDefault(name, List.of()));
        all.stream()
                .filter(pair -> pair.name().equals(name) && pair.isDeadUnder(uppermost))
                .map(Pair::value)
                .filter(value -> !value.isEmpty())
                .forEach(replaced::add);
        return replaced;
    }
}
