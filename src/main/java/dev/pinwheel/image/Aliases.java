package dev.pinwheel.image;

import java.util.Comparator;
import java.util.Map;

/**
 * Other names for repositories, such as a mirror's: what is below a key is watched below its value.
 *
 * @param names registry, and path or the beginning of one, to the same
 */
public record Aliases(Map<String, String> names) {

    public static final Aliases NONE = new Aliases(Map.of());

    /** @throws IllegalArgumentException if a name is not a registry, or a registry and a path, in full */
    public Aliases {
        names = Map.copyOf(names);
        names.forEach((alias, meant) -> {
            check(alias);
            check(meant);
        });
    }

    private static void check(String name) {
        var below = name + "/x/y";
        if (!Reference.parse(below).repository().toString().equals(below)) {
            throw new IllegalArgumentException(
                    "must be written in full, with its registry, such as docker.io/library: '" + name + "'");
        }
    }

    /** The repository that is meant; of several aliases the longest counts. */
    public Repository meant(Repository written) {
        var name = written.toString();
        return names.keySet().stream()
                .filter(alias -> name.equals(alias) || name.startsWith(alias + "/"))
                .max(Comparator.comparingInt(String::length))
                .map(alias -> Reference.parse(names.get(alias) + name.substring(alias.length()))
                        .repository())
                .orElse(written);
    }

    /** The reference that is meant, at the same tag and digest. */
    public Reference meant(Reference written) {
        return new Reference(meant(written.repository()), written.tag(), written.digest());
    }
}
