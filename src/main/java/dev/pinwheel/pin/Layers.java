package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value as several Compose files give it, each laid over the one before.
 *
 * @param all the lowest first; never empty
 * @see <a href="https://docs.docker.com/reference/compose-file/merge/">Merge</a>
 */
record Layers(List<Layer> all) {

    /**
     * What one file gives.
     *
     * @param directory where relative paths begin
     */
    record Layer(String path, String directory, Yaml yaml) {

        /** The same for something within it. */
        Layer of(Yaml within) {
            return new Layer(path, directory, within);
        }
    }

    Layers {
        all = List.copyOf(all);
    }

    /** The layer that counts where layers do not mix. */
    Layer top() {
        return all.getLast();
    }

    /** A member as each layer gives it, without what {@code !override} or {@code !reset} takes away. */
    Optional<Layers> get(String key) {
        var given = new ArrayList<Layer>();
        for (var layer : all) {
            layer.yaml().get(key).ifPresent(value -> {
                if (value.isTagged("!override") || value.isTagged("!reset")) {
                    given.clear();
                }
                if (!value.isTagged("!reset")) {
                    given.add(layer.of(value));
                }
            });
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(new Layers(given));
    }

    /** The members of a mapping, each as the uppermost layer that has it gives it. */
    Map<String, Layer> members() {
        var members = new LinkedHashMap<String, Layer>();
        for (var layer : all) {
            layer.yaml().members().forEach((name, value) -> members.put(name, layer.of(value)));
        }
        return members;
    }
}
