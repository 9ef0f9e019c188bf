package dev.pinwheel.config;

import dev.pinwheel.image.Reference;
import java.util.Optional;

/**
 * One sender that may tell us where to look.
 *
 * @param name what its path ends in, {@code /hooks/NAME}
 * @param registry the registry, or registry and path, that it may speak of
 * @param perMinute how many messages a minute may have something to note
 */
public record HookSettings(String name, HookKind from, ProofSettings proof, Optional<String> registry, int perMinute) {

    /** The name that {@code pinwheel look} uses. */
    private static final String OWN_NAME = "look";

    static Optional<HookSettings> read(Section section) {
        var name = section.required("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}") || name.equals(OWN_NAME)) {
            section.problem("name", "must be of a-z, 0-9 and '-', at most 40, and not '" + OWN_NAME + "'");
        }
        section.required("from");
        var from = section.choice("from", HookKind.GENERIC, HookKind.class);
        var registry = section.parsed("registry", Optional.<String>empty(), HookSettings::registry);
        if (!section.has("registry") && from.needsRegistry()) {
            section.problem("registry", "is missing; it says which images this sender may speak of");
        }
        var perMinute = section.number("perMinute", 120, 1, 10_000);
        return ProofSettings.read(section, from).map(proof -> new HookSettings(name, from, proof, registry, perMinute));
    }

    private static Optional<String> registry(String prefix) {
        var below = prefix + "/x/y";
        if (!Reference.parse(below).repository().toString().equals(below)) {
            throw new IllegalArgumentException("must be a registry, or a registry and a path, not '" + prefix + "'");
        }
        return Optional.of(prefix);
    }
}
