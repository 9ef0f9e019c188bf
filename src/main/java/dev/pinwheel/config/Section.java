package dev.pinwheel.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One mapping of the configuration file, being read: it notes each key that is asked for and every
 * problem, so that what nobody asked for can be called unknown at the end.
 */
final class Section {

    private final String path;
    private final JsonNode node;
    private final Environment environment;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, JsonNode node, Environment environment, List<String> problems) {
        this.path = path;
        this.node = node;
        this.environment = environment;
        this.problems = problems;
        if (!node.isObject()) {
            problem("", "must be a mapping of keys to values");
        }
    }

    void problem(String key, String reason) {
        problems.add(name(key) + ": " + reason);
    }

    private String name(String key) {
        var dot = path.isEmpty() || key.isEmpty() ? "" : ".";
        return path + dot + key;
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    Optional<String> text(String key) {
        return value(key).flatMap(value -> {
            if (value.isValueNode()) {
                return Optional.of(value.asText());
            }
            problem(key, "must be a text");
            return Optional.empty();
        });
    }

    String required(String key) {
        return text(key).orElseGet(() -> {
            if (!node.has(key)) {
                problem(key, "is missing");
            }
            return "";
        });
    }

    /** The value of a key through a parser whose {@code IllegalArgumentException} becomes a problem. */
    <T> T parsed(String key, T fallback, Function<String, T> parser) {
        return text(key)
                .map(text -> {
                    try {
                        return parser.apply(text);
                    } catch (IllegalArgumentException e) {
                        problem(key, String.valueOf(e.getMessage()));
                        return fallback;
                    }
                })
                .orElse(fallback);
    }

    Duration duration(String key, Duration fallback) {
        return parsed(key, fallback, Section::duration);
    }

    private static Duration duration(String text) {
        try {
            var duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("must not be negative: '" + text + "'");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT30M, PT72H or P3D, not '" + text + "'", e);
        }
    }

    <E extends Enum<E>> E choice(String key, E fallback, Class<E> choices) {
        return parsed(key, fallback, text -> {
            for (var choice : choices.getEnumConstants()) {
                if (choice.name().equalsIgnoreCase(text)) {
                    return choice;
                }
            }
            throw new IllegalArgumentException(
                    "must be one of " + List.of(choices.getEnumConstants()) + ", not '" + text + "'");
        });
    }

    int number(String key, int fallback, int least, int most) {
        return value(key)
                .map(value -> {
                    if (value.isInt() && value.intValue() >= least && value.intValue() <= most) {
                        return value.intValue();
                    }
                    problem(key, "must be a whole number from " + least + " to " + most + ", not '" + value + "'");
                    return fallback;
                })
                .orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        problem(key, "must be true or false, not '" + value + "'");
                    }
                    return value.asBoolean(fallback);
                })
                .orElse(fallback);
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (var item : items(key)) {
            if (item.isValueNode()) {
                texts.add(item.asText());
            } else {
                problem(key, "must be a list of texts");
            }
        }
        return List.copyOf(texts);
    }

    /** The mapping under a key, whose own keys are free. */
    Map<String, String> textsByName(String key) {
        var section = section(key);
        var texts = new LinkedHashMap<String, String>();
        section.node.fieldNames().forEachRemaining(name -> texts.put(name, section.required(name)));
        return texts;
    }

    /** The mapping under a key; an empty one where the key is absent. */
    Section section(String key) {
        var child = value(key).orElseGet(() -> JsonNodeFactory.instance.objectNode());
        return new Section(name(key), child, environment, problems);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    List<Section> sections(String key) {
        var sections = new ArrayList<Section>();
        for (var item : items(key)) {
            sections.add(new Section(name(key) + "[" + sections.size() + "]", item, environment, problems));
        }
        return sections;
    }

    /** Says of every name of a list that is there already that it is. */
    void refuseTwins(String key, List<String> names) {
        var seen = new HashSet<String>();
        names.stream()
                .filter(name -> !name.isEmpty() && !seen.add(name))
                .forEach(name -> problem(key, "names " + name + " twice"));
    }

    private Iterable<JsonNode> items(String key) {
        var value = value(key);
        if (value.isPresent() && !value.get().isArray()) {
            problem(key, "must be a list");
            return List.of();
        }
        return value.<Iterable<JsonNode>>map(array -> array).orElse(List.of());
    }

    /** A secret, written as {@code {env: NAME}} or {@code {file: PATH}} and never as itself. */
    Optional<Secret> secret(String key) {
        var written = value(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (!written.get().isObject()) {
            problem(key, "must name the secret's place, as {env: NAME} or {file: PATH}; secrets are not written here");
            return Optional.empty();
        }
        var place = section(key);
        var variable = place.text("env");
        var file = place.text("file");
        place.end();
        if (variable.isPresent() == file.isPresent()) {
            place.problem("", "must have either env or file");
            return Optional.empty();
        }
        return variable.isPresent() ? place.fromVariable(variable.get()) : place.fromFile(file.orElseThrow());
    }

    private Optional<Secret> fromVariable(String variable) {
        var value = environment.variable(variable);
        if (value.isEmpty()) {
            problem("env", "the environment variable " + variable + " is not set");
        }
        return value.map(Secret::new);
    }

    private Optional<Secret> fromFile(String file) {
        try {
            var secret = environment.file(Path.of(file));
            if (secret.isEmpty()) {
                problem("file", file + " is empty");
            }
            return Optional.of(new Secret(secret));
        } catch (IOException e) {
            problem("file", "tried to read a secret from " + file + " but " + e);
            return Optional.empty();
        }
    }

    /** Says of every key that nobody asked for that it is unknown. */
    void end() {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                var hint = Nearest.to(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known here are " + String.join(", ", known));
                problem(key, "is unknown; " + hint);
            }
        });
    }
}
