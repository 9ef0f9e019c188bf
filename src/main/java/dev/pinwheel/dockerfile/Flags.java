package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flags of one instruction, checked against those that its keyword takes. */
final class Flags {

    /** How a flag is given: once with a value, any number of times with one, or alone. */
    private enum Kind {
        ONE,
        MANY,
        SWITCH
    }

    private static final Map<String, Map<String, Kind>> KNOWN = Map.of(
            "from", Map.of("platform", Kind.ONE),
            "run", Map.of("mount", Kind.MANY, "network", Kind.ONE, "security", Kind.ONE, "device", Kind.MANY),
            "copy",
                    Map.of(
                            "from", Kind.ONE,
                            "chown", Kind.ONE,
                            "chmod", Kind.ONE,
                            "link", Kind.SWITCH,
                            "parents", Kind.SWITCH,
                            "exclude", Kind.MANY),
            "add",
                    Map.of(
                            "chown", Kind.ONE,
                            "chmod", Kind.ONE,
                            "link", Kind.SWITCH,
                            "keep-git-dir", Kind.SWITCH,
                            "checksum", Kind.ONE,
                            "unpack", Kind.SWITCH,
                            "exclude", Kind.MANY),
            "healthcheck",
                    Map.of(
                            "interval", Kind.ONE,
                            "timeout", Kind.ONE,
                            "start-period", Kind.ONE,
                            "start-interval", Kind.ONE,
                            "retries", Kind.ONE));

    /** The builder does not look at the flags of these. */
    private static final Set<String> IGNORANT = Set.of("arg", "stopsignal");

    private final Map<String, List<Text>> values = new HashMap<>();

    private Flags() {}

    static Flags of(Instruction instruction) throws RejectedException {
        var flags = new Flags();
        if (!IGNORANT.contains(instruction.keyword())) {
            var known = KNOWN.getOrDefault(instruction.keyword(), Map.of());
            for (var flag : instruction.flags()) {
                flags.add(flag, known);
            }
        }
        return flags;
    }

    Optional<Text> one(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    List<Text> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private void add(Text flag, Map<String, Kind> known) throws RejectedException {
        var equals = flag.chars().indexOf('=');
        var name = flag.part(2, equals < 0 ? flag.length() : equals).toString();
        var value = equals < 0 ? Text.EMPTY : flag.from(equals + 1);
        var kind = known.get(name);
        if (kind == null) {
            throw new RejectedException("unknown flag: --" + name);
        }
        if (values.containsKey(name) && kind != Kind.MANY) {
            throw new RejectedException("duplicate flag specified: --" + name);
        }
        if (equals < 0 ? kind != Kind.SWITCH : kind == Kind.SWITCH && value.isEmpty()) {
            throw new RejectedException("missing a value on flag: --" + name);
        }
        if (kind == Kind.SWITCH && !isSwitch(value)) {
            throw new RejectedException("expecting boolean value for flag --" + name + ", not: " + value);
        }
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private static boolean isSwitch(Text value) {
        return Set.of("", "true", "false").contains(value.chars().toLowerCase(Locale.ROOT));
    }
}
