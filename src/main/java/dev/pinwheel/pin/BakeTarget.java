package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One target of a bake file: the build that it is, and the images that it brings.
 *
 * @param path the file that is read
 * @param file all that it says, and those below it
 */
record BakeTarget(Findings findings, Set<String> paths, String path, BakeFile file, BakeFile.Target target) {

    private static final String IMAGE_CONTEXT = "docker-image://";

    /** Notes the images and returns the build of a Dockerfile; what only bake can tell is a problem. */
    Optional<Build> read() {
        try {
            return build(file.lineage(target));
        } catch (IllegalArgumentException e) {
            findings.problem(by().file(), by().line(), "target " + target.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Build> build(List<BakeFile.Target> lineage) {
        var arguments = new BakePairs(file, lineage, "args").arguments();
        var contexts = contexts(lineage);
        var inline = text(lineage, "dockerfile-inline");
        if (inline.isPresent()) {
            var line = Math.max(0, findings.line(inline.get()) - 1);
            var only = new Build(fileOf(inline.get()), arguments, contexts, platforms(lineage), by());
            new DockerfileReader(findings).readInline(line, inline.get(), only);
            return Optional.empty();
        }
        var context = text(lineage, "context").map(Text::toString).orElse(".");
        var dockerfile = text(lineage, "dockerfile").map(Text::toString).orElse("Dockerfile");
        var found = Paths.dockerfile(Paths.directory(path), context, dockerfile);
        if (isNamed(lineage) && found.isPresent() && !paths.contains(found.get())) {
            throw new IllegalArgumentException("builds " + found.get() + ", which is not here");
        }
        if (found.isEmpty()) {
            new RemoteBuild(findings, by()).note(arguments.given());
        }
        return found.filter(paths::contains)
                .map(here -> new Build(here, arguments, contexts, platforms(lineage), by()));
    }

    private static List<Platform> platforms(List<BakeFile.Target> lineage) {
        for (var each : lineage.reversed()) {
            if (each.members().get("platforms") instanceof Setting.Sequence sequence) {
                return sequence.items().stream()
                        .map(item -> Platform.parse(each.values().text(item).toString()))
                        .toList();
            }
        }
        return List.of();
    }

    /** A target that names no file may be there only to be inherited from. */
    private static boolean isNamed(List<BakeFile.Target> lineage) {
        return lineage.stream().anyMatch(each -> each.get("dockerfile").isPresent());
    }

    private Map<String, Text> contexts(List<BakeFile.Target> lineage) {
        var images = new LinkedHashMap<String, Text>();
        var contexts = new BakePairs(file, lineage, "contexts").arguments();
        contexts.unknown().forEach(this::tell);
        contexts.given().forEach((name, value) -> context(value).ifPresent(image -> {
            images.put(name, image);
            use(name, image);
        }));
        contexts.replaced().forEach((name, values) -> Optional.ofNullable(
                        contexts.given().get(name))
                .filter(instead -> !instead.spans().isEmpty())
                .ifPresent(instead -> values.stream()
                        .flatMap(value -> context(value).stream())
                        .forEach(image -> use(name, image).ifPresent(dead -> findings.override(dead, instead)))));
        return images;
    }

    private static Optional<Text> context(Text value) {
        return value.chars().startsWith(IMAGE_CONTEXT)
                ? Optional.of(value.from(IMAGE_CONTEXT.length()))
                : Optional.empty();
    }

    private Optional<Findings.Same> use(String name, Text image) {
        var instruction = "target " + target.name() + " contexts " + name;
        return findings.use(image, new UsedBy(fileOf(image), findings.line(image), instruction, Optional.empty()));
    }

    private void tell(String name, String reason) {
        findings.problem(
                by().file(), by().line(), "target " + target.name() + ": what " + name + " is is not known: " + reason);
    }

    /** A member of the target, or of the last of its ancestors that has it. */
    private static Optional<Text> text(List<BakeFile.Target> lineage, String member) {
        return lineage.reversed().stream()
                .flatMap(each -> each.get(member).map(value -> each.values().text(value)).stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private UsedBy by() {
        return new UsedBy(fileOf(target.at()), findings.line(target.at()), "target " + target.name(), Optional.empty());
    }

    /** The file that a text is written in. */
    private String fileOf(Text text) {
        return text.spans().stream().findFirst().map(span -> span.file()).orElse(path);
    }
}
