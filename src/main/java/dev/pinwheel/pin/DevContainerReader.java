package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the image, or the build, that a development container asks for.
 *
 * @see <a href="https://containers.dev/implementors/json_reference/">devcontainer.json reference</a>
 */
final class DevContainerReader {

    private static final String LOCAL = "${localEnv:";
    private static final String NOT_KNOWN = "known only where the container is started: ";

    private final Findings findings;
    private final Set<String> paths;

    DevContainerReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the image and returns the builds of Dockerfiles. */
    List<Build> read(String path) {
        return findings.read(path)
                .map(content -> {
                    try {
                        return read(path, members(Optional.of(Jsonc.parse(content))));
                    } catch (IllegalArgumentException e) {
                        findings.problem(path, MalformedFileException.line(e), String.valueOf(e.getMessage()));
                        return List.<Build>of();
                    }
                })
                .orElse(List.of());
    }

    private List<Build> read(String path, Map<String, Setting> container) {
        text(container, "image").ifPresent(image -> image(image, by(path, image, "image")));
        var build = members(Optional.ofNullable(container.get("build")));
        var builds = new ArrayList<Build>();
        text(build, "dockerfile")
                .or(() -> text(container, "dockerFile"))
                .flatMap(dockerfile -> build(path, dockerfile, build))
                .ifPresent(builds::add);
        composeFiles(container).forEach(file -> builds.addAll(compose(path, file)));
        return builds;
    }

    private void image(Text written, UsedBy by) {
        filled(written)
                .ifPresentOrElse(
                        image -> findings.use(image, by),
                        () -> findings.problem(by.file(), by.line(), "image: " + NOT_KNOWN + written));
    }

    /** What {@code dockerComposeFile} names: one file, or several. */
    private static List<Text> composeFiles(Map<String, Setting> container) {
        var given = container.get("dockerComposeFile");
        var items = given instanceof Setting.Sequence sequence
                ? sequence.items()
                : Stream.ofNullable(given).toList();
        return items.stream()
                .flatMap(item -> item instanceof Setting.Literal literal ? Stream.of(literal.text()) : Stream.empty())
                .toList();
    }

    /** The builds of a Compose file that does not tell by its name that it is one. */
    private List<Build> compose(String path, Text written) {
        var file = Paths.resolve(Paths.directory(path), written.toString()).filter(paths::contains);
        if (file.isEmpty()) {
            findings.problem(path, findings.line(written), "runs " + written + ", which is not here");
        }
        return file.filter(found -> !FileNames.areCompose(found))
                .map(found -> new ComposeReader(findings, paths).read(found))
                .orElse(List.of());
    }

    /** The Dockerfile's path is seen from this file, whatever the context. */
    private Optional<Build> build(String path, Text dockerfile, Map<String, Setting> build) {
        var by = by(path, dockerfile, "build");
        var file = Paths.resolve(Paths.directory(path), dockerfile.toString()).filter(paths::contains);
        if (file.isEmpty()) {
            findings.problem(path, by.line(), "builds " + dockerfile + ", which is not here");
        }
        var arguments = new HashMap<String, Text>();
        var unknown = new HashMap<String, String>();
        var written = members(Optional.ofNullable(build.get("args")));
        written.keySet().forEach(name -> text(written, name).ifPresent(value -> filled(value)
                .ifPresentOrElse(known -> arguments.put(name, known), () -> unknown.put(name, NOT_KNOWN + value))));
        return file.map(found -> new Build(found, new BuildArguments(arguments, unknown), Map.of(), List.of(), by));
    }

    /** The text, or the default of the variable that it is; absent if only who starts the container knows it. */
    private static Optional<Text> filled(Text written) {
        var chars = written.chars();
        if (!chars.contains("${")) {
            return Optional.of(written);
        }
        var defaultAt = chars.indexOf(':', LOCAL.length());
        var isOne = chars.startsWith(LOCAL) && chars.indexOf('}') == chars.length() - 1 && defaultAt > 0;
        return isOne ? Optional.of(written.part(defaultAt + 1, chars.length() - 1)) : Optional.empty();
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
