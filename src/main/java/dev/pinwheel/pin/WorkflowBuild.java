package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one step gives to {@code docker/build-push-action}.
 *
 * @param with the step's inputs
 * @param known the variables that are known in the step
 */
record WorkflowBuild(Findings findings, WorkflowVariables variables, Yaml with, Map<String, Text> known, UsedBy by) {

    private static final String IMAGE_CONTEXT = "docker-image://";
    private static final String CHECKED_OUT = "{{defaultContext}}";

    /**
     * The build; absent where its context is not in this tree.
     *
     * @throws IllegalArgumentException if it is not known before a run what is built, or if that is not here
     */
    Optional<Build> read(Set<String> paths) {
        var context = context(path("context").orElse("."));
        if (context.contains("://") || context.startsWith("git@")) {
            contexts();
            new RemoteBuild(findings, by).note(pairs("build-args", new HashMap<>()));
            return Optional.empty();
        }
        var file = path("file").orElse(context + "/Dockerfile");
        var found = Paths.resolve("", file).filter(paths::contains);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("builds " + file + ", which is not here");
        }
        var unknown = new HashMap<String, String>();
        var arguments = pairs("build-args", unknown);
        return Optional.of(new Build(found.get(), new BuildArguments(arguments, unknown), contexts(), List.of(), by));
    }

    /** The Dockerfile stands in the context, unless {@code file} says where, from the root. */
    private Optional<String> path(String input) {
        return with.get(input)
                .flatMap(Yaml::text)
                .filter(text -> !text.isEmpty())
                .map(text -> variables
                        .fill(text, known)
                        .map(Text::toString)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "what it builds is not known before a run: " + input + " is " + text)));
    }

    private static String context(String written) {
        if (!written.startsWith(CHECKED_OUT)) {
            return written;
        }
        var below = written.substring(CHECKED_OUT.length());
        return below.startsWith(":") ? below.substring(1) : ".";
    }

    private Map<String, Text> contexts() {
        var images = new HashMap<String, Text>();
        pairs("build-contexts", new HashMap<>()).forEach((name, value) -> {
            if (value.chars().startsWith(IMAGE_CONTEXT)) {
                images.put(name, value.from(IMAGE_CONTEXT.length()));
                findings.use(
                        images.get(name),
                        new UsedBy(by.file(), findings.line(value), "build-contexts " + name, Optional.empty()));
            }
        });
        return images;
    }

    private Map<String, Text> pairs(String input, Map<String, String> unknown) {
        var pairs = new HashMap<String, Text>();
        var lines =
                with.get(input).flatMap(Yaml::text).map(WorkflowBuild::lines).orElse(List.of());
        for (var line : lines) {
            var equals = line.chars().indexOf('=');
            if (equals <= 0) {
                continue;
            }
            var name = line.part(0, equals).trimmed().chars();
            var value = variables.fill(line.from(equals + 1).trimmed(), known);
            value.ifPresentOrElse(
                    text -> pairs.put(name, text),
                    () -> unknown.put(name, "not known before a run: " + line.from(equals + 1)));
        }
        return pairs;
    }

    /** The lines, of which one may stand in double quotes as a whole. */
    private static List<Text> lines(Text block) {
        var lines = new ArrayList<Text>();
        for (var start = 0; start < block.length(); ) {
            var newline = block.chars().indexOf('\n', start);
            var end = newline < 0 ? block.length() : newline;
            var line = block.part(start, end).trimmed();
            var isQuoted = line.length() > 1 && line.at(0) == '"' && line.at(line.length() - 1) == '"';
            lines.add(isQuoted ? line.part(1, line.length() - 1) : line);
            start = end + 1;
        }
        return lines;
    }
}
