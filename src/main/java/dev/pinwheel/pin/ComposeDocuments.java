package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
            findings.problem(path, MalformedFileException.line(e), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The variables for a file: what the {@code .env} beside it sets; that it cannot be read is a problem each time. */
    Template template(String path) {
        var file = Paths.resolve(Paths.directory(path), ".env").filter(paths::contains);
        return new Template(
                file.map(environment -> environment(environment, path)).orElse(Map.of()));
    }

    /**
     * The variables for files that are included: those of who includes them, and what these files set besides.
     *
     * @param by the file that includes
     */
    Template template(Template outer, List<String> files, String by) {
        var values = new LinkedHashMap<>(outer.variables());
        files.forEach(file -> content(file, by).ifPresent(content -> put(content, outer.variables(), values)));
        return new Template(values);
    }

    private Map<String, Text> environment(String file, String by) {
        var before = environments.get(file);
        if (before != null) {
            findings.reliesOn(file);
            return before;
        }
        var values = new LinkedHashMap<String, Text>();
        content(file, by).ifPresent(content -> {
            put(content, Map.of(), values);
            keep(file, values);
        });
        return values;
    }

    private void keep(String file, Map<String, Text> values) {
        if (environments.size() >= MOST_KEPT) {
            environments.clear();
        }
        environments.put(file, values);
    }

    private Optional<Text> content(String environment, String by) {
        var content = findings.read(environment);
        if (content.isEmpty()) {
            findings.problem(by, 0, "its variables are not known, for " + environment + " cannot be read");
        }
        return content;
    }

    /** Adds what a file sets, but what is set outside; a value that is not in single quotes may name those before it. */
    private static void put(Text file, Map<String, Text> outer, Map<String, Text> values) {
        var template = new Template(values);
        for (var assignment : Assignment.in(file)) {
            if (!outer.containsKey(assignment.name())) {
                values.put(
                        assignment.name(),
                        assignment.isLiteralIn(file) ? assignment.value() : filled(template, assignment.value()));
            }
        }
    }

    private static Text filled(Template template, Text value) {
        try {
            return template.fill(value);
        } catch (IllegalArgumentException notFilled) {
            return value;
        }
    }
}
