package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compose files and the {@code .env} beside them, each parsed once while files near each other are read. */
final class ComposeDocuments {

    private static final int MOST_KEPT = 8;

    private final Findings findings;
    private final Set<String> paths;
    private final Map<String, Optional<Yaml>> roots = new HashMap<>();
    private final Map<String, Map<String, Text>> environments = new HashMap<>();

    ComposeDocuments(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    /** A file's root; absent if it is empty, or is not YAML, which is a problem each time. */
    Optional<Yaml> root(String path) {
        if (roots.size() >= MOST_KEPT && !roots.containsKey(path)) {
            roots.clear();
        }
        if (!roots.containsKey(path)) {
            return parse(path);
        }
        findings.reliesOn(path);
        return roots.getOrDefault(path, Optional.empty());
    }

    private Optional<Yaml> parse(String path) {
        try {
            var content = findings.read(path);
            content.ifPresent(text -> roots.put(path, Yaml.parse(text)));
            return roots.getOrDefault(path, Optional.empty());
        } catch (IllegalArgumentException e) {
            findings.problem(path, 0, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The variables for the files of a directory: what {@code .env} sets there. */
    Template template(String directory) {
        if (environments.size() >= MOST_KEPT && !environments.containsKey(directory)) {
            environments.clear();
        }
        var environment = environments.computeIfAbsent(directory, this::environment);
        file(directory).ifPresent(findings::reliesOn);
        return new Template(environment);
    }

    private Optional<String> file(String directory) {
        return Paths.resolve(directory, ".env").filter(paths::contains);
    }

    private Map<String, Text> environment(String directory) {
        return file(directory)
                .flatMap(findings::read)
                .map(ComposeDocuments::values)
                .orElse(Map.of());
    }

    /** The values by name; one that is not in single quotes may name those before it. */
    private static Map<String, Text> values(Text file) {
        var values = new LinkedHashMap<String, Text>();
        var template = new Template(values);
        for (var assignment : Assignment.in(file)) {
            values.put(
                    assignment.name(),
                    assignment.isLiteralIn(file) ? assignment.value() : filled(template, assignment.value()));
        }
        return values;
    }

    private static Text filled(Template template, Text value) {
        try {
            return template.fill(value);
        } catch (IllegalArgumentException notFilled) {
            return value;
        }
    }
}
