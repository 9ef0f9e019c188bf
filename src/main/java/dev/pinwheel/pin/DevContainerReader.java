package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the image, or the build, that a development container asks for.
 *
 * @see <a href="https://containers.dev/implementors/json_reference/">devcontainer.json reference</a>
 */
final class DevContainerReader {

    private final Findings findings;
    private final Set<String> paths;

    DevContainerReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the image and returns the build of a Dockerfile. */
    List<Build> read(String path) {
        return findings
                .read(path)
                .flatMap(content -> {
                    try {
                        return read(path, members(Optional.of(Jsonc.parse(content))));
                    } catch (IllegalArgumentException e) {
                        findings.problem(path, 0, String.valueOf(e.getMessage()));
                        return Optional.<Build>empty();
                    }
                })
                .stream()
                .toList();
    }

    private Optional<Build> read(String path, Map<String, Setting> container) {
        text(container, "image").ifPresent(image -> findings.use(image, by(path, image, "image")));
        var build = members(Optional.ofNullable(container.get("build")));
        return text(build, "dockerfile")
                .or(() -> text(container, "dockerFile"))
                .flatMap(dockerfile -> build(path, dockerfile, build));
    }

    /** The Dockerfile's path is seen from this file, whatever the context. */
    private Optional<Build> build(String path, Text dockerfile, Map<String, Setting> build) {
        var by = by(path, dockerfile, "build");
        var file = Paths.resolve(Paths.directory(path), dockerfile.toString()).filter(paths::contains);
        if (file.isEmpty()) {
            findings.problem(path, by.line(), "builds " + dockerfile + ", which is not here");
        }
        return file.map(found -> new Build(found, arguments(build), Map.of(), Map.of(), by));
    }

    /** The arguments whose values are written here, not on the machine of who starts the container. */
    private static Map<String, Text> arguments(Map<String, Setting> build) {
        var arguments = new HashMap<String, Text>();
        var written = members(Optional.ofNullable(build.get("args")));
        written.keySet().forEach(name -> text(written, name)
                .filter(value -> !value.chars().contains("${"))
                .ifPresent(value -> arguments.put(name, value)));
        return arguments;
    }

    private static Map<String, Setting> members(Optional<Setting> setting) {
        return setting.filter(Setting.Mapping.class::isInstance)
                .map(Setting.Mapping.class::cast)
                .map(Setting.Mapping::members)
                .orElse(Map.of());
    }

    private static Optional<Text> text(Map<String, Setting> members, String name) {
        return members.get(name) instanceof Setting.Literal literal ? Optional.of(literal.text()) : Optional.empty();
    }

    private UsedBy by(String path, Text at, String instruction) {
        return new UsedBy(path, findings.line(at), instruction, Optional.empty());
    }
}
